"""My Agents, shown on the running local stack: `make agents-demo`."""
