"""STAGE 3: the Catalog becomes Pages: a path and the finished bytes. `rendering` says which kinds of page there are."""
