"""People go and look: what the machine noticed is discarded, watched or assessed, and concluded."""
