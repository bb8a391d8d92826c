"""Detectors in time: each series of weekly counts against its own past."""
