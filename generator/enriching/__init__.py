"""Asks arXiv for facts that papers lack, and proposes them; a person decides.

This is the only package that uses the network, and no build imports it. The package `arxiv` makes the queries and reads
the answers; `client` sends them.
"""
