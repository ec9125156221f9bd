"""Units of the University: their tree, their heads, what happens to them by order."""
