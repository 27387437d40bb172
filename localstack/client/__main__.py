"""Starts `python -m localstack.client`."""

import sys

from .chat import main

sys.exit(main())
