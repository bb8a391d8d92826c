"""What people ask of us about their own data, and the answer the law gives them a right to."""
