"""Effects: the one place from which anything leaves the platform, at most once for each approval (architecture §7)."""
