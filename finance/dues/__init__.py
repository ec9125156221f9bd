"""What enrolled people owe."""
