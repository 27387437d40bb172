"""An issuer, keys and an account for these tests."""

from tests.standins.fixtures import account, issuer, key, other_key, signed_in

__all__ = ["account", "issuer", "key", "other_key", "signed_in"]
