"""Handed to who can act, and to who can help: what they need, no more, and what they answer."""
