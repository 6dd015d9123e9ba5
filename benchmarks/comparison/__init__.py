"""The parts of `benchmarks/compare.py`.

`sizes`      lays out projects of each size, and the same Markdown for each engine
`foreign`    converts our Markdown for Hugo, Pelican and Eleventy
`engines`    the engines that are compared: commands, input, versions
`contests`   runs the contests of a size in turn
`watched`    runs one command and prints its time and memory; a small program of its own
`running`    calls `watched`, counts the output
`visits`     measures waiting times in a browser: the preview after a save, the search from a cold cache
`record`     holds the measurements and saves them
`growth`     computes how time grows with papers
`machine`    describes the machine and the versions
`tables`, `plot`, `guide`   write the record as Markdown, as a picture, and into its place in the guide
"""
