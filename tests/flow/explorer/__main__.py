"""`python -m tests.flow.explorer [--deep] [--only NAME] [--mutant NAME]`: explores; exits with 1 if a promise broke."""

import argparse
import sys
import time

from .mutants import MUTANTS, Importer


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.flow.explorer", description=__doc__)
    parser.add_argument("--deep", action="store_true", help="the longer scenarios instead of the quick ones")
    parser.add_argument("--only", help="one scenario, by its function's name")
    parser.add_argument(
        "--mutant", choices=MUTANTS, help="with this guard taken away, in the scenario that needs it"
    )
    options = parser.parse_args()
    if options.mutant:
        sys.meta_path.insert(0, Importer(MUTANTS[options.mutant]))
    only = MUTANTS[options.mutant].scenario if options.mutant else options.only
    return _explore(only, deep=options.deep)


def _explore(only: str | None, *, deep: bool) -> int:
    """Imports the code under test only now, when it is known which guard is to be missing."""
    from .explore import explored
    from .scenarios import DEEP, QUICK
    from .watch import Broken

    for made in (*QUICK, *DEEP):
        if made.__name__ == only or (not only and made in (DEEP if deep else QUICK)):
            began = time.perf_counter()
            try:
                print(f"  {explored(made)}, {time.perf_counter() - began:.1f} s", flush=True)
            except Broken as broken:
                print(broken)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
