"""Privacy: what is kept about people, what they ask about it, the passport of the array."""
