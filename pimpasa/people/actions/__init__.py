"""What we do with people: let them in, give them a role, a village and a turn on duty."""
