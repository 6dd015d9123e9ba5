"""Computes insights from the catalog: related papers, suggested tags, duplicates, the map, the search index."""
