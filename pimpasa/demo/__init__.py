"""A believable year, played through the same actions that real people use."""
