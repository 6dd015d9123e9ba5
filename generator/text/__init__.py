"""Plain text: its words, its TeX and mathematics, and repairs of what sources write."""
