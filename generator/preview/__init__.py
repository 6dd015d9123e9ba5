"""The server of a preview: the answers under `/-/` to the panel that edits tags, and what is added to pages."""
