"""A second interpreter of state machines: LocalStack's, without Docker. Runs in an environment of its own."""
