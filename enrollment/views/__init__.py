"""Pages of the enrolment app."""
