"""Kentongan, the village drum: counts in, alarms out. Only numpy, scipy and numba."""
