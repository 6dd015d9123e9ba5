"""The plugin of MkDocs: builds the site, renders the generated pages fast, and rebuilds them in a preview."""
