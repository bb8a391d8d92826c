"""The door for other agencies' systems: an API by key, for their own referrals and warnings."""
