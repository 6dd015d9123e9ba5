"""Feeds of the whole list, of each tag, listing and path, for feed readers."""
