"""Starts `python -m localstack.demo.agents`."""

import sys

from .play import main

sys.exit(main())
