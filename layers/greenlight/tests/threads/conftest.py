"""The stand-ins that the tests of threads use."""

from tests.standins.fixtures import account

__all__ = ["account"]
