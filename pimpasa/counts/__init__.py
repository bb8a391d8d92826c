"""How many, where and when; never who."""
