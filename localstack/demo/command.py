"""The command line of a demonstration: which stack, and what is said where there is none."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from localstack.stack.profile import profile


def stack_of(module: str, about: str | None, arguments: Sequence[str] | None) -> dict[str, Any] | None:
    """What `stack.json` holds; None where there is no stack, which is then said. `about` is the module's own words."""
    parser = argparse.ArgumentParser(
        prog=f"python -m {module}", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--stack", type=Path, default=profile().stack_file, help="the stack file of `make up`"
    )
    options = parser.parse_args(arguments)
    if not options.stack.exists():
        print("The stack is not up: `make up` starts it.")
        return None
    found: dict[str, Any] = json.loads(options.stack.read_text())
    return found
