"""Triage, tested."""
