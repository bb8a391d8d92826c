"""The many are told: what was verified becomes a warning that names nobody."""
