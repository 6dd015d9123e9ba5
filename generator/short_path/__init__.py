"""Makes the pages that the generator wrote without the long way through Python-Markdown, to the same bytes."""
