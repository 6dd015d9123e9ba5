"""The heads of pages: share cards, linked data, and tags for reference managers."""
