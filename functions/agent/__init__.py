"""The agent: a stateless loop between a model and the platform. It proposes; it may touch nothing itself."""
