"""What reaches the library by way of the repository's web page: suggestions in issue forms, and pull requests.

`forms`     the questions of the issue forms, and the answers in the text of an issue
`propose`   a suggestion becomes a change of the library, or findings that say why not
`answer`    what is answered, as Markdown in which nothing that others wrote is markup
`changes`   what differs between two libraries; `telling` puts it into words
`links`     the address of a form, filled in
"""
