"""The Regulation: its clauses, their words, and the table of where each one is kept."""
