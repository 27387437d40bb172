"""Starts `python -m localstack.model`."""

from .server import main

main()
