"""The pages of the community door, by what a person comes for."""
