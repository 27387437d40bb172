"""Vault: the accounts that a customer connects, sealed on arrival; what is told of them afterwards is a reference."""
