"""What rises or recurs: listened for, explained, and never decided by itself."""
