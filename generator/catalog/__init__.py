"""Makes the catalog from records, vocabulary and curation.

`vocabulary`, `curation`, `enrichment` and `paths` read the curator's files; `identity` decides which rows are one
paper; `merge` makes papers and the catalog; `library` calls them in order.
"""
