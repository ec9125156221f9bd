"""The three-year cycle: reckoned by pure rules, stored, checked, told in sentences. Clause 1.3."""
