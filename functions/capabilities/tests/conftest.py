"""An account and a cloud in memory, with a catalogue of one domain."""

from functions.executor.tests.conftest import account, cloud

__all__ = ["account", "cloud"]
