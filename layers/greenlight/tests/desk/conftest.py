"""An account in memory, for the few tests here that need one."""

from tests.standins.fixtures import account

__all__ = ["account"]
