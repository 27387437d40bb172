"""Starts `python -m localstack.sign_in`."""

from .server import main

main()
