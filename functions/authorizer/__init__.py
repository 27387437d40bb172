"""The REST gateway's authorizer: proves who is asking, and nothing more."""
