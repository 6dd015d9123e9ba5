"""BibTeX and biblatex: entries, macros and fields, and the rows of a file."""
