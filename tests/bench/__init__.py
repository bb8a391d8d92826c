"""The benches are run in their shortest form, so that they do not rot."""
