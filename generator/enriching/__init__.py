"""Asks arXiv for what the library does not know of its papers, and proposes what fits; a person decides.

This is the only room that asks the network, and no build enters it. The package `arxiv` makes the queries and pages
through the answers; `polite` carries them, so that nobody is asked too often and nothing is read that should not be.
"""
