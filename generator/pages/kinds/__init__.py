"""The kinds of pages. Each is a module with a function from a `Context` to an iterator of `Page`s.

To add one, enter the function in `KINDS` in `registry`, and put its template into `templates/pages/`.
"""
