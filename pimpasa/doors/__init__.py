"""The doors: who comes in, and how."""
