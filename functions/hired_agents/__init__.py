"""Hired agents: configured by their customer, paused and resumed, with their goals and what they draft."""
