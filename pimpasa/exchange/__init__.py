"""What passes between this system and those of other agencies: keys, answers kept, hooks."""
