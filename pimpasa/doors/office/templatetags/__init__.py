"""Words for codes, in templates of the office."""
