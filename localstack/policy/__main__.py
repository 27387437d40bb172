"""`make policy-explain ARGS="--tool web.http_call --argument method=POST --mode draft"`."""

import sys

from .command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
