"""STAGE 2b: what is computed from a Catalog and written down nowhere: who looks like whom, what goes together."""
