"""Outcomes: what became of what people told, counted once, and told back."""
