"""Reading List: a library of papers becomes the pages of a searchable static site.

Four stages, one direction. Data flows right, imports point left:

    diagnostics <- reading <- yaml_text <- located <- shapes <- settings
        <- sources <- catalog <- insights <- pages <- site <- build
        <- editing <- enriching <- contributing <- preview <- short_path <- hooks, cli

`diagnostics`   what the curator is told: severity, place, code, message, hint
`reading`       a file as text, with its lines
`yaml_text`     line ends and comments in the text of a YAML file
`located`       YAML as text with line and column; `shapes` asks it for words, flags, dates
`settings`      what the site is called and where it is, from mkdocs.yml
`sources`       STAGE 1   a file becomes Records
`catalog`       STAGE 2   Records, vocabulary and curation become the Catalog
`insights`      STAGE 2b  what is computed from a Catalog
`pages`         STAGE 3   the Catalog becomes Pages: a path and finished bytes
`site`          STAGE 4   Pages become files; the only room that writes
`build`         the whole pipeline on one screen
`editing`       changes to the library, line by line, judged before `site` writes them
`enriching`     what arXiv knows of the papers, as proposals; the only room that asks the network
`contributing`  suggestions in issue forms, and what a change does in words
`preview`       *Edit tags* in the running preview: what it answers, and to whom
`short_path`    the pages that were generated, made without MkDocs' long way; and the site, published when all is built
`standing`      whether what the last build left still stands
`hooks`, `cli`  the rims: MkDocs, and the command line (the only module that prints)
"""

__version__ = "0.1.0"
