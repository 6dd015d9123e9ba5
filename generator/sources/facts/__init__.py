"""Facts of papers in the forms in which sources write them: authors, dates, identifiers and links."""
