"""Two records of one person: found, told apart, made one, parted again."""
