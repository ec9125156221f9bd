"""Lists that offices upload: staff lists and lists of past training."""
