"""Extensions and pauses: time that moves a due date. Clauses 1.3, 6.1."""
