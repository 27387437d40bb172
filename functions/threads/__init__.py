"""Threads: conversations over the socket and REST, and the care that no run stays stuck."""
