"""Reads and writes files safely: whole files, transactions, a cache, a lock, and errors of the system."""
