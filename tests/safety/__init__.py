"""What strangers and odd requests must not be able to do."""
