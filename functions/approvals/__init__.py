"""Approvals: their doors for people, and the Lambdas behind the state machine that waits for a verdict."""
