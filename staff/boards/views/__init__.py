"""Pages on which one sees where people stand."""
