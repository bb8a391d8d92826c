"""What officers learn, and what they may do once they have."""
