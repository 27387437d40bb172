"""`make screenshots`: every page of the app on the running stack, light, dark and narrow, into .local/screenshots."""

import argparse
import json
import re
import sys
import time

from infra.progress import Bar, say
from localstack.stack.profile import ROOT, profile
from tests.e2e.browser import chromium

from .pages import PAGES
from .seed import seeded
from .take import LOOKS, take

FOLDER = ROOT / ".local" / "screenshots"


def main() -> int:
    """0 if nothing was found wrong with any page."""
    asked = _asked()
    local = profile("local")
    if not local.stack_file.exists():
        say("The stack is not running: make up")
        return 1
    stack = json.loads(local.stack_file.read_text())
    pages = [one for one in PAGES if re.search(asked.only, one.name)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    began, wrong, bar = time.perf_counter(), 0, Bar("pages", len(pages))
    ids = seeded(stack)
    with chromium() as browser:
        for shown, faults in take(stack, browser, pages, ids, asked.looks.split(","), FOLDER):
            bar.done()
            say(f"  {shown.name:<28}{shown.who or 'nobody':<10}{'look:' if faults else ''}".rstrip())
            for fault in faults:
                say("      " + fault.replace("\n", "\n      "))
            wrong += bool(faults)
            bar.advance()
    bar.done()
    say(
        f"{len(pages)} pages in {time.perf_counter() - began:.0f} s, {wrong} with something to look at: {FOLDER}"
    )
    return 1 if wrong else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument(
        "--only", default="", help="a regular expression over the names in tests/screenshots/pages.py"
    )
    parser.add_argument("--looks", default=",".join(LOOKS), help=f"some of {', '.join(LOOKS)}")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
