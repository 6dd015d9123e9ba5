"""Suggestions in issue forms, and the differences that a pull request makes, in words."""
