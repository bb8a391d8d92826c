"""Helpers without domain nouns."""
