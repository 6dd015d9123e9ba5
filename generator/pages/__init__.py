"""The catalog becomes pages, each a path and finished bytes. `registry` has the table of all kinds of pages."""
