"""The one place that says what our Lambdas run on: the minor of the interpreter that builds, on x86_64."""

import sys

MINOR = f"{sys.version_info.major}.{sys.version_info.minor}"
RUNTIME = f"python{MINOR}"
ARCHITECTURE = "x86_64"

# Lambda's python3.11 has glibc 2.26, on which a manylinux_2_28 wheel does not load; 3.12 and later have 2.34.
PLATFORMS = (
    ("manylinux2014_x86_64",)
    if sys.version_info < (3, 12)
    else ("manylinux2014_x86_64", "manylinux_2_28_x86_64")
)
