"""The embedded AWS: MiniStack with our patches. Runs in an environment of its own."""
