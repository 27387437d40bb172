"""What the state machine `goal_run` calls: may it, draft, store, ask, tell, and what is left when it cannot."""
