"""Triage: a village's words are read against the law by machine, and settled by a person."""
