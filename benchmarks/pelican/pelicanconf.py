"""The least that makes Pelican read the same Markdown: every file is a page at its own address."""

AUTHOR = SITENAME = "Reading List"
SITEURL = "http://127.0.0.1:8000"
TIMEZONE = "UTC"
PATH = "content"
OUTPUT_PATH = "site"
THEME = "theme"
PAGE_PATHS = ["pages"]
ARTICLE_PATHS: list[str] = []
STATIC_PATHS = ["files"]
PAGE_URL = "{slug}"
PAGE_SAVE_AS = "{slug}index.html"
PATH_METADATA = ""
SLUGIFY_SOURCE = "basename"
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
MARKDOWN = {
    "extension_configs": {
        name: {} for name in ("admonition", "attr_list", "md_in_html", "meta", "tables", "toc", "pymdownx.superfences")
    },
    "output_format": "html5",
}
