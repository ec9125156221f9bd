"""The numbers of the rules: drafted, their effect reckoned, adopted. Clauses 1.3, 1.4."""
