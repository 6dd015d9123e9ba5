"""Papers to take away: what is known of each, written for reference managers, and joined to files."""
