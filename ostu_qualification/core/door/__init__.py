"""The door: who asks and from where, logging in, what guards against guessing, what is logged."""
