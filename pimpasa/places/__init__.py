"""Provinces, regencies, districts, villages; the offices that serve them."""
