"""The local sign-in: an OIDC issuer for the demo people. Never deployed."""
