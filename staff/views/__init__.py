"""Pages of the staff app."""
