"""Feeds: what is new in the list, in a tag, a listing or a path, for programs that look for it now and then."""
