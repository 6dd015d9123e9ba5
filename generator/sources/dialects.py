"""The names under which programs, services and people write the facts of papers: a table, and no code.

A name is the plain name of a field or column, its letters in lower case: `Document Title` is `documenttitle`. A dot
leads into a mapping, or into each mapping of a list; `?` keeps those of a list whose field has a value; `+` joins the
values of two names. Of several names, the first that has a value counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_Names = Mapping[str, tuple[str, ...]]

COMMON: _Names = {
    "title": (
        "title", "papertitle", "documenttitle", "articletitle", "itemtitle", "primarytitle", "titleen", "displayname",
    ),
    "subtitle": ("subtitle",),
    "abstract": ("abstract", "abstractnote", "abstracts", "summary"),
    "authors": (
        "authorfullnames", "authors", "author", "authorlist", "authornames", "firstauthors", "creators", "director",
    ),
    "editors": ("editors", "editor", "bookeditors"),
    "date": ("published", "publicationdate", "date", "publishedat", "datepublished", "publisheddate", "issued"),
    "year": ("year", "publicationyear", "publishedyear", "pubyear", "yearpublished"),
    "month": ("publishedmonth", "publicationmonth", "month", "publicationdate"),
    "venue": (
        "venue", "journal", "conference", "booktitle", "containertitle", "publicationtitle", "proceedings",
        "sourcetitle", "journalbook", "journaltitle", "publicationname", "conferencename", "eventtitle", "event",
        "proceeding", "publication", "secondarytitle",
    ),
    "publisher": ("publisher",),
    "volume": ("volume", "journalvolume", "vol"),
    "number": ("issue", "issuenumber", "journalissue", "number"),
    "pages": ("pages", "page", "pagerange", "artno", "articlenumber", "eid"),
    "first page": ("pagestart", "startpage", "firstpage"),
    "last page": ("pageend", "endpage", "lastpage"),
    "edition": ("edition", "editionnumber"),
    "series": ("series", "seriestitle", "collectiontitle"),
    "isbn": ("isbn", "isbns"),
    "issn": ("issn", "issns", "eissn"),
    "genre": ("genre",),
    "type": ("type", "itemtype"),
    "document type": ("documenttype", "publicationtype", "publicationtypes", "contenttype"),
    "doi": ("doi", "itemdoi", "doilink"),
    "arxiv": ("arxiv", "arxivid", "eprint", "paperid", "id", "doi", "archiveid"),
    "keywords": (
        "tags", "keywords", "tag", "keyword", "topics", "categories", "labels", "subjects", "category", "topic",
        "manualtags+automatictags", "authorkeywords", "keywordsplus", "ieeeterms", "tasks", "subject",
    ),
    "note": ("note", "extra", "notes"),
    "key": ("citationkey", "key", "id", "citekey", "bibkey"),
    # `created` or `time` alone may be the day of publication.
    "listed": (
        "listed", "listedat", "added", "addedat", "addedon", "dateadded", "timeadded", "bookmarkedat", "savedat",
    ),
}  # fmt: skip
"""The names of fields in most lists, tables and answers, and in CSL."""

_SAME = (
    *("article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter"),
    *("classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event"),
    *("figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture"),
    *("musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "post", "post-weblog"),
    *("personal_communication", "regulation", "report", "review", "review-book", "software", "song", "speech"),
    *("standard", "thesis", "treaty", "webpage"),
)
KINDS: Mapping[str, str] = {
    **{"".join(filter(str.isalpha, kind)): kind for kind in _SAME},
    "preprint": "article", "journalarticle": "article-journal", "magazinearticle": "article-magazine",
    "newspaperarticle": "article-newspaper", "booksection": "chapter", "bookchapter": "chapter", "bookpart": "chapter",
    "radiobroadcast": "broadcast", "tvbroadcast": "broadcast", "podcast": "song", "audiorecording": "song",
    "dictionaryentry": "entry-dictionary", "artwork": "graphic", "encyclopediaarticle": "entry-encyclopedia",
    "referenceentry": "entry-encyclopedia", "case": "legal_case", "statute": "legislation", "film": "motion_picture",
    "videorecording": "motion_picture", "conferencepaper": "paper-conference", "proceedingsarticle":
    "paper-conference", "proceedingspaper": "paper-conference", "conference": "paper-conference",
    "conferenceandworkshoppapers": "paper-conference", "journalarticles": "article-journal", "proceedings": "book",
    "editedbook": "book", "monograph": "book", "referencebook": "book", "letter": "personal_communication",
    "email": "personal_communication", "instantmessage": "personal_communication", "forumpost": "post",
    "blogpost": "post-weblog", "computerprogram": "software", "presentation": "speech", "dissertation": "thesis",
    "postedcontent": "article", "reportcomponent": "report", "informalandotherpublications": "article",
}  # fmt: skip
"""The type of CSL of each type, by its letters: those of CSL, Zotero, Crossref and DBLP."""
DOCUMENTS: Mapping[str, str] = {
    **KINDS, "article": "article-journal", "review": "article-journal", "earlyaccess": "article-journal",
    "j": "article-journal", "c": "paper-conference", "b": "book",
}  # fmt: skip
"""The same for columns of databases, where an article stands in a journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The special names of fields of one program or service.

    An entry is in the dialect if it has all names of `needs`, one of `some` (if there are any), and none of `lacks`.
    `inside` is the field in which its fields stand. `names` replace those of COMMON for a fact, `links` are fields with
    addresses and their relations. `kind` is the type of CSL of all entries, `kinds` come before KINDS. In a
    dialect with `whole_names`, a name without a comma is one piece. `words` separates keywords. `page` is the address
    of an entry, made from its fields.
    """

    name: str
    needs: tuple[str, ...] = ()
    some: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    inside: str = ""
    names: _Names = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)
    whole_names: bool = False
    words: str = ""
    page: str = ""


_DAILY: dict[str, tuple[str, ...]] = {
    "title": ("paper.title", "title"), "abstract": ("paper.summary", "summary"), "authors": ("paper.authors.name",),
    "date": ("paper.publishedat",), "arxiv": ("paper.id",), "key": ("paper.id",), "keywords": ("paper.aikeywords",),
    "listed": ("paper.submittedondailyat", "submittedondailyat"), "year": (), "doi": (), "venue": (), "type": (),
}  # fmt: skip
_DAILY_LINKS = {"paper.githubrepo": "code", "paper.projectpage": "project"}

DIALECTS = (
    # In 2024, the outer day was that of the listing; since then it is that of the preprint.
    Dialect(
        name="daily papers of Hugging Face, 2024", needs=("paper.id",), lacks=("summary",),
        names={**_DAILY, "listed": (*_DAILY["listed"], "publishedat")}, links=_DAILY_LINKS, kind="article",
    ),
    Dialect(name="daily papers of Hugging Face", needs=("paper.id",), names=_DAILY, links=_DAILY_LINKS, kind="article"),
    Dialect(
        name="Zotero's interface", needs=("data.itemtype",), inside="data",
        names={
            "authors": ("creators?creatortype=author", "creators?creatortype=director"),
            "editors": ("creators?creatortype=editor",), "keywords": ("tags.tag",),
            "venue": ("publicationtitle", "proceedingstitle", "booktitle", "conferencename", "university",
                      "institution", "websitetitle", "blogtitle"),
            "genre": ("thesistype", "reporttype"), "number": ("issue", "reportnumber", "number"),
        },
    ),
    Dialect(name="a table of Zotero", needs=("key", "itemtype", "abstractnote"), whole_names=True),
    Dialect(name="a table of Zotero", needs=("key", "itemtype", "publicationyear"), whole_names=True),
    Dialect(
        name="OpenAlex", needs=("authorships",),
        names={
            "authors": ("authorships.author.displayname", "authorships.rawauthorname"),
            "abstract": ("abstract", "abstractinvertedindex"),
            "keywords": ("keywords.displayname", "topics.displayname"),
            "venue": ("primarylocation.source.displayname", "hostvenue.displayname"),
            "publisher": ("primarylocation.source.hostorganizationname",), "volume": ("biblio.volume",),
            "number": ("biblio.issue",), "first page": ("biblio.firstpage",), "last page": ("biblio.lastpage",),
            "doi": ("doi", "ids.doi"), "arxiv": ("primarylocation.landingpageurl", "locations.landingpageurl", "doi"),
        },
        links={"primarylocation.landingpageurl": "paper", "bestoalocation.pdfurl": "pdf"},
        kinds={"article": "article-journal", "review": "article-journal", "preprint": "article"},
    ),
    Dialect(
        name="Semantic Scholar", needs=("externalids",),
        names={
            "doi": ("externalids.doi",), "arxiv": ("externalids.arxiv",), "authors": ("authors.name",),
            "venue": ("venue", "publicationvenue.name", "journal.name"), "volume": ("journal.volume",),
            "pages": ("journal.pages",), "keywords": ("fieldsofstudy",),
        },
        links={"openaccesspdf.url": "pdf"},
    ),
    Dialect(name="Semantic Scholar, cited papers", needs=("citedpaper.title",), inside="citedpaper"),
    Dialect(name="Semantic Scholar, citing papers", needs=("citingpaper.title",), inside="citingpaper"),
    Dialect(
        name="DataCite", needs=("attributes.titles",), inside="attributes",
        names={
            "title": ("titles.title",), "authors": ("creators",), "abstract": ("descriptions.description",),
            "venue": ("container.title",), "type": ("types.citeproc", "types.resourcetypegeneral"),
            "keywords": ("subjects.subject",), "volume": ("container.volume",), "number": ("container.issue",),
            "first page": ("container.firstpage",), "last page": ("container.lastpage",),
        },
    ),
    Dialect(
        name="Zenodo", needs=("metadata.title",), inside="metadata",
        names={
            "authors": ("creators",), "abstract": ("description",),
            "type": ("resourcetype.subtype", "resourcetype.type"),
            "venue": ("journal.title", "meeting.title"), "volume": ("journal.volume",), "number": ("journal.issue",),
            "pages": ("journal.pages",),
        },
    ),
    Dialect(
        name="DBLP", needs=("info.title",), inside="info", links={"ee": "paper"},
        names={"authors": ("authors.author.text", "authors.author")},
    ),
    Dialect(
        name="OpenReview", needs=("content.title",), inside="content",
        names={"venue": ("venue",), "date": ("pdate", "cdate"), "key": ("forum", "id"), "arxiv": ("arxiv",)},
        page="https://openreview.net/forum?id={forum}",
    ),
    Dialect(
        name="Papers with Code", needs=("urlabs", "urlpdf"),
        names={"venue": ("proceeding", "conference"), "arxiv": ("arxivid", "paperarxivid")},
        links={"urlabs": "paper", "urlpdf": "pdf", "conferenceurlabs": "paper", "repourl": "code"},
    ),
    Dialect(name="Crossref", needs=("doi", "containertitle", "member"), names={"date": (
        "issued", "publishedprint", "publishedonline", "published", "posted", "created")}),
    Dialect(
        name="tags of the Web of Science in a table", needs=("pt", "ti", "so"),
        names={
            "title": ("ti",), "authors": ("af", "au"), "abstract": ("ab",), "venue": ("so",), "year": ("py",),
            "month": ("pd",), "volume": ("vl",), "number": ("is",), "first page": ("bp",), "last page": ("ep",),
            "pages": ("ar",), "doi": ("di",), "keywords": ("de",), "document type": ("dt",), "editors": ("be",),
            "publisher": ("pu",), "key": ("ut",),
        },
    ),
    Dialect(name="Publish or Perish", needs=("title", "source", "articleurl"), names={"venue": ("source",)},
            links={"articleurl": "paper", "fulltexturl": "pdf"}),
    Dialect(name="Lens", needs=("lensid",), links={"sourceurls": "paper"}),
    Dialect(
        name="Goodreads", needs=("title", "bookid", "exclusiveshelf"), kind="book",
        names={"authors": ("authorlf+additionalauthors", "author"), "keywords": ("bookshelves",), "arxiv": ()},
    ),
    Dialect(name="Raindrop", needs=("title", "created", "cover", "excerpt", "folder"), names={"listed": ("created",)}),
    Dialect(
        name="Pinboard", needs=("href", "description"), words=" ", links={"href": "paper"},
        names={"title": ("description",), "abstract": ("extended",), "listed": ("time",), "keywords": ("tags",)},
    ),
    Dialect(
        name="Notion", needs=("name",), lacks=("title",), names={"title": ("name",)},
        some=("url", "link", "author", "authors", "doi", "abstract", "year", "paper"),
    ),
)  # fmt: skip
"""Every dialect that needs more than the names of COMMON; a new one is an entry here. The first that fits counts."""

ANY = Dialect(name="a list or table")
"""The dialect of lists, tables and answers that match no other: the names of COMMON."""
