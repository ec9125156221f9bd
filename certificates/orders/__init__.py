"""Orders of the rector: drafted, endorsed, signed, carried out."""
