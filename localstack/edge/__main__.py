"""Starts `python -m localstack.edge`."""

from .server import main

main()
