"""Starts `python -m localstack.demo`."""

import sys

from .play import main

sys.exit(main())
