"""Computes insights from the catalog: related papers, suggested tags, duplicates, the map, the search index."""

import os

# Each process computes in one thread: the processes use all cores, and several threads would round sums in another way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
