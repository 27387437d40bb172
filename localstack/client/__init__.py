"""The stack from outside: a person's session and socket, used by tests and bench, and the chat in a terminal."""
