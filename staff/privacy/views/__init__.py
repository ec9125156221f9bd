"""Pages about one’s own data, requests about it, and the passport of the array."""
