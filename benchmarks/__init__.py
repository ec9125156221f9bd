"""Measurements: each product's work beside a floor, the least code that does the same, in the same run."""
