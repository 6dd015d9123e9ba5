"""Builds a project: the library becomes the generated files of `docs/`, and these become the published site."""
