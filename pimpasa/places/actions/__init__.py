"""What we do with places: load the tree, add geography, open offices, move territory, foster."""
