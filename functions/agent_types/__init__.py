"""Agent types: what can be hired. Everybody reads what is published; operators write drafts and publish them."""
