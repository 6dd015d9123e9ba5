"""RIS and the format of the Web of Science: lines, records and the rows of a file."""
