"""Pimpasa: village words, read with care, answered, and brought to those who can help."""
