"""The platform's policy in Cedar: a schema, files that a person can read, and the engine that asks them."""
