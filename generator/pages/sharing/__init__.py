"""What a page says of itself to those who do not read it: share cards, linked data, tags for reference managers."""
