"""YAML as text with line and column: reading it, and validating what it contains."""
