"""Accounts, officers, agencies, assignments, and who may see what."""
