"""Node, as `localstack/node.sh` finds or fetches it, with the page's packages in place."""

import os
import subprocess
import sys
from pathlib import Path

from localstack.stack.profile import ROOT

WEB = ROOT / "web"


class NoNode(Exception):
    """There is no Node that is new enough, or its packages could not be installed; the message says what to do."""


def environment(root: Path = ROOT) -> dict[str, str]:
    """This process's environment with Node on its PATH. Raises NoNode."""
    found = subprocess.run(
        ["sh", "localstack/node.sh"], cwd=root, check=False, text=True, capture_output=True
    )  # fmt: skip
    if found.returncode:
        raise NoNode(found.stderr.strip())
    if found.stderr:
        print(found.stderr, end="", flush=True)
    colours = {} if sys.stdout.isatty() else {"NO_COLOR": "1", "FORCE_COLOR": "0"}
    return os.environ | colours | {"PATH": f"{found.stdout.strip()}{os.pathsep}{os.environ['PATH']}"}
