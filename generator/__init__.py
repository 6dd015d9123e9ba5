"""Reading List: a library of papers becomes the pages of a searchable static site.

`LAYERS` is the map of this package. ARCHITECTURE.md shows it with the reasons for its order.
"""

from __future__ import annotations

__version__ = "0.1.0"

LAYERS = {
    "diagnostics": "findings for the curator: severity, place, code, message, hint",
    "parallel": "work on all processor cores",
    "text": "plain text: words and their stems, TeX, mathematics, repairs of what sources write",
    "storage": "files read and written whole: transactions, locks, caches, errors of the system",
    "located": "YAML as text with line and column",
    "settings": "name and address of the site, from mkdocs.yml",
    "sources": "a file of papers becomes records, whatever its format",
    "catalog": "records, vocabulary and curation become the catalog: one paper for all its records",
    "insights": "what is computed from a catalog: related papers, suggested tags, duplicates, map, search index",
    "pages": "the catalog becomes pages: a path and finished bytes",
    "build": "pages become files: the pipeline, what changed, what is written, what is published",
    "editing": "changes to the library, checked before they are saved",
    "enriching": "facts that arXiv knows, as proposals; the only package that uses the network",
    "contributing": "suggestions in issue forms, and changes described in words",
    "preview": "the panel of the preview that edits tags",
    "mkdocs_plugin": "the plugin of MkDocs; the only package that imports MkDocs",
    "cli": "the command line; the only package that prints",
}
"""Each module or package with what it is for. One may import those before it, and none behind it."""
