"""What counts as unusual: pure, from panels of counts to what was noticed and why."""
