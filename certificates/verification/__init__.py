"""Public verification: what a stranger may learn about a certificate."""
