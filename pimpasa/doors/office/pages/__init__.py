"""The pages of the office: each checks, calls one action or query, and renders."""
