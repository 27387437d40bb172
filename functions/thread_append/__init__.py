"""The one door through which an agent's events come into a thread."""
