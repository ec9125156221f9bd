"""Pages of the courses app."""
