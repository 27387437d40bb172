"""Goals of hired agents: when each is due, how it is stored, and how one run of it begins."""
