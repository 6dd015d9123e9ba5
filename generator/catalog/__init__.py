"""STAGE 2: Records, vocabulary and curation become the Catalog.

`vocabulary`, `curation` and `paths` read the curator's files; `identity` decides which rows are one paper;
`tex`, `spans` and `repairs` make text readable; `merge` puts it all together.
"""
