"""Reading List: a library of papers becomes the pages of a searchable static site.

`LAYERS` is the map of this package. ARCHITECTURE.md shows it with the reasons for its order.
"""

__version__ = "0.1.0"

LAYERS = {
    "diagnostics": "Defines a finding for the curator: severity, place, code, message and hint.",
    "parallel": "Runs work on all processor cores.",
    "text": "Splits text into words, reads TeX, and repairs what sources write.",
    "storage": "Reads and writes whole files: transactions, locks, caches, errors of the system.",
    "located": "Reads YAML with the line and column of each value.",
    "settings": "Reads the settings of the site from mkdocs.yml.",
    "sources": "Turns a file of papers into records, whatever its format.",
    "catalog": "Merges the records of each paper, and adds tags, curation and reading paths.",
    "insights": "Computes related papers, suggested tags, duplicates, the map and the search index.",
    "pages": "Turns catalog and insights into pages, each a path and finished bytes.",
    "build": "Runs the pipeline, finds what changed, writes docs/ and publishes the site.",
    "editing": "Changes the library, after a check of the result.",
    "enriching": "Proposes facts that arXiv has; the only package that uses the network.",
    "contributing": "Turns issue forms into changes of the library, and describes changes in words.",
    "preview": "Answers the panel of the preview, in which tags are edited.",
    "mkdocs_plugin": "Connects the build with MkDocs; the only package that imports MkDocs.",
    "cli": "Provides the commands of `reading-list`; the only package that prints.",
}
"""Each module or package with what it does, lowest first. A layer may import those before it, and none after it."""
