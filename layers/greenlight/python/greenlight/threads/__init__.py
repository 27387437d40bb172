"""Threads: the numbered event log, the life of a run, and the fan-out to sockets; shared by four capabilities."""
