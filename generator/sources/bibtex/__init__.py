"""BibTeX and biblatex: entries and macros, repairs of broken entries, and the rows of a file."""
