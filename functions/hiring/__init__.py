"""Hiring: subscriptions, the trial, the hub that shows what a person has hired, and the time zones that we know."""
