"""The one sender: where it may connect to, what it writes, and how much of an answer it takes in."""
