"""`make policy-explain`: why an action would be allowed, asked about or denied, hook by hook."""
