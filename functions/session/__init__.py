"""The session: who I am, a ticket for the socket, and what the platform says about itself."""
