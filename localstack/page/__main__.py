"""Starts `python -m localstack.page`."""

import sys

from .commands import main

sys.exit(main())
