"""Starts `python -m localstack.stack`."""

import sys

from .commands import main

sys.exit(main())
