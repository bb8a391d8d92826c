"""What recurs: the same phone, handle, account or firm heard in different places. Blinded."""
