"""What a system can ask for and do, one module a subject."""
