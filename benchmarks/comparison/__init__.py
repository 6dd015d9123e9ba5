"""The parts of `benchmarks/compare.py`.

`sizes`      projects of each size, and the same Markdown laid out for each engine
`foreign`    our Markdown as Hugo, Pelican and Eleventy read it
`engines`    what is compared: how it is called, what it makes, how it is installed
`contests`   what each engine is asked to do at each size, in order
`watched`    runs one command and says what it took; a program of its own, so that it is small
`running`    calls `watched`, counts what was made
`visits`     what a browser sees: the preview after a save, the search from a cold cache
`record`     what was measured, as values and as a file
`growth`     how time grows with papers
`machine`    where it was measured, and with which versions
`tables`, `plot`, `guide`   the record as Markdown, as a picture, and in its place in the guide
"""
