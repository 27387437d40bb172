"""Starts `python -m localstack.engine`."""

from .run import main

main()
