"""Time itself at the door: commands a timer or a person runs."""
