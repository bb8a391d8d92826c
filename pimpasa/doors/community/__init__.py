"""Anyone: no account, no cookie, and it works without scripts."""
