"""Audit mode from outside, told as a story: what is proposed, who decides, what then happens, each with its digest."""
