"""What is allowed of an order, computed exactly: the contract's own rules, and what the order is worth."""
