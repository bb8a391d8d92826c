"""What happened, in a chain that cannot be bent unnoticed; and what must follow."""
