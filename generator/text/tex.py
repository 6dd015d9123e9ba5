"""Reads TeX as plain text, with tables of accents, letters, signs and symbols of mathematics."""

import re
import unicodedata

from .spans import INSIDE
from .units import QUANTITIES, QUANTITY, chemistry, quantity

ACCENTS = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "t": "\u0361", "ocirc": "\u030a", "polhk": "\u0328",
}  # fmt: skip
"""The combining character of each accent; the last two are commands of Mathematical Reviews."""

LETTERS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "o": "ø", "O": "Ø", "l": "ł",
    "L": "Ł", "dh": "ð", "DH": "Ð", "dj": "đ", "DJ": "Đ", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "i": "ı",
    "j": "ȷ", "SS": "ẞ", "cprime": "ʹ",
}  # fmt: skip
"""Letters with a command of their own; the space after it belongs to the command."""

SIGNS = {
    "textless": "<", "textgreater": ">", "textbar": "|", "textbackslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{", "rbrace": "}",
    "textunderscore": "_", "textdollar": "$", "textquotedbl": '"', "textquotesingle": "'", "textasciigrave": "`",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
    "lq": "‘", "rq": "’", "quotesinglbase": "‚", "quotedblbase": "„", "glqq": "„", "grqq": "“",
    "guillemotleft": "«", "guillemotright": "»", "guillemetleft": "«", "guillemetright": "»", "guilsinglleft": "‹",
    "guilsinglright": "›", "textendash": "–", "textemdash": "—", "texthyphen": "-", "textellipsis": "…",
    "textbullet": "•", "textregistered": "®", "texttrademark": "™", "textcopyright": "©", "textservicemark": "℠",
    "textsterling": "£", "pounds": "£", "texteuro": "€", "euro": "€", "textyen": "¥", "textcent": "¢",
    "textsection": "§", "textparagraph": "¶", "textdagger": "†", "textdaggerdbl": "‡", "textdegree": "°",
    "textmu": "µ", "textpm": "±", "texttimes": "×", "textdiv": "÷", "textminus": "−", "textonehalf": "½",
    "textonequarter": "¼", "textthreequarters": "¾", "textonesuperior": "¹", "texttwosuperior": "²",
    "textthreesuperior": "³", "textordfeminine": "ª", "textordmasculine": "º", "textexclamdown": "¡",
    "textquestiondown": "¿", "textperiodcentered": "·", "textnumero": "№", "textperthousand": "‰",
    "textcelsius": "℃", "textvisiblespace": "␣", "textasteriskcentered": "∗", "textfractionsolidus": "⁄",
    "quad": " ", "qquad": " ", "newline": " ", "linebreak": " ", "par": " ", "space": " ", "item": " ", "slash": "/",
}  # fmt: skip
"""Signs of running text; the space after one belongs to its command."""

OPERATORS = frozenset({"log", "ln", "exp", "min", "max", "sup", "inf", "lim", "sin", "cos", "tan", "det", "arg"})
"""Functions of mathematics that are written as words; TeX sets a space before them."""

_SYMBOLS = {
    "times": "×", "cdot": "·", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "neq": "≠", "ne": "≠",
    "approx": "≈", "sim": "∼", "infty": "∞", "to": "→", "rightarrow": "→", "leftarrow": "←", "in": "∈",
    "ell": "ℓ", "nabla": "∇", "partial": "∂", "sum": "∑", "prod": "∏", "sqrt": "√", "star": "⋆", "ast": "∗",
    "epsilon": "ε", "varepsilon": "ε", "varphi": "φ", "circ": "°", "ldots": "…", "dots": "…", "top": "⊤",
    "dagger": "†", "ddagger": "‡", "prime": "′", "oplus": "⊕", "otimes": "⊗", **{name: name for name in OPERATORS},
}  # fmt: skip
"""Symbols of mathematics; Greek letters have the same name in Unicode."""

_WORDS = {
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "copyright": "©", "degree": "°",
    "S": "§", "P": "¶", "dag": "†", "ddag": "‡",
}  # fmt: skip
"""Signs after which authors mean a space, although TeX drops it."""


def symbol(name: str) -> str:
    """Return the symbol of mathematics or the Greek letter of a command, or ""."""
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.upper()}")
    except KeyError:
        return ""


def is_tie(before: str, after: str) -> bool:
    """Return whether `~` between two characters is a space: it is not in `~33%`, `2~4` and `/~user`."""
    if not before.strip(" \n\t/~") or not after.strip(" \n\t~"):
        return False
    is_range = before.isdigit() and after.isdigit()
    return not (is_range or before in "([{<=" or after in ".,;:)]}%")


_SPECIAL = re.compile(r"[\\{}~$]")
_TOKEN = re.compile(
    rf"""(?P<math>\$\$?{INSIDE}(?:\\.|[^$\\])+?(?<=\S)\$\$?)"""
    r"""|\\\((?P<formula>[^()]{1,300}?)\\\)"""
    r"""|\\(?:url|path|nolinkurl)[ ]*\{(?P<address>[^{}]*)\}"""
    r"""|\\href[ ]*\{(?P<target>[^{}]*)\}"""
    r"""|\\(?P<word>[A-Za-z]+)\*?"""
    r"""|\\(?P<sign>.)"""
    r"""|(?P<brace>[{}])"""
    r"""|(?P<tie>~)""",
    re.DOTALL,
)
_SPACE = re.compile(r"\s*")
_ARGUMENTS = re.compile(r"(?:\{[^{}]*\}){2,}")
_SCRIPT = re.compile(r"\$(\w*)[_^]\{\\textrm\{([^{}$\\]*)\}\}\$")  # how Zotero writes <sub> and <sup>
_GUARDED = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "'": "’"}
_SPACES = " ,;:>\\\n\t\r"
_NOTHING = "-/!@"
_MOST_ACCENTS = 2  # on one letter
_QUOTE_MARKS = "\"'`"
_DROPPED = {
    *("vphantom", "hphantom", "phantom", "label", "hspace", "vspace", "begin", "end", "ensuremathmode", "textcolor"),
    *(
        "color",
        "foreignlanguage",
        "fontsize",
        "cite",
        "citep",
        "citet",
        "ref",
        "noop",
        "noopsort",
        "sortnoop",
        "nosort",
    ),
}
"""Commands, in lower case, whose first argument is left out; some of them print nothing and only sort."""
_WRAPPED = {
    **dict.fromkeys(("enquote", "mkbibquote", "textquote", "blockquote"), "quotes"),
    **dict.fromkeys(("ce", "cee", "chem"), "chemistry"),
    "texorpdfstring": "first",  # the second argument is for programs that show no TeX
}
"""Commands with a rule of their own for their argument."""
_CROSSREF = {"mathsemicolon": ";", "less": "<", "greater": ">", "mathplus": "+", "lbrace": "{", "rbrace": "}"}
"""Signs that Crossref writes as formulas, such as `$\\mathsemicolon$`."""
SWITCHES = {
    *("em", "it", "bf", "rm", "sc", "tt", "sl", "sf", "itshape", "bfseries", "normalfont", "upshape", "scshape"),
    *("slshape", "rmfamily", "sffamily", "ttfamily", "mdseries", "tiny", "small", "normalsize", "large", "Large"),
    *("protect", "relax", "noindent", "ignorespaces", "displaystyle", "textstyle", "allowbreak", "break"),
    "nolinebreak",
}
"""Commands that change the style of everything after them."""
STYLES = {
    *("emph", "textit", "textbf", "textrm", "textsc", "texttt", "textsl", "textsf", "textup", "textmd", "textnormal"),
    *("mbox", "hbox", "text", "textsuperscript", "textsubscript", "underline", "uppercase", "lowercase", "uline"),
}
"""Commands of style with one argument: a group after it is no second argument."""


def _shown_math(formula: str) -> str:
    """Return a formula with its dollars, or the text that a program wrote as a formula."""
    sign = re.fullmatch(r"\$\\([a-z]+)\$", formula)
    if sign and sign[1] in _CROSSREF:
        return _CROSSREF[sign[1]]
    script = _SCRIPT.fullmatch(formula)
    return script[1] + script[2] if script else formula


_GROUPS = {"quotes": "“{}”".format, "chemistry": chemistry}
"""The text that each rule makes from the argument of a command."""


def plain_text(text: str) -> str:
    r"""Return TeX as plain text: `M{\"u}ller \& {\textless}b{\textgreater}` → `Müller & <b>`. White space stays."""
    return _Decoder(text).decoded() if _SPECIAL.search(text) else text


def plain_address(text: str) -> str:
    r"""Return an address or an identifier as plain text: `\_` is `_`, and `~` is a tilde."""
    if not _SPECIAL.search(text):
        return text.strip()
    text = text.replace(r"$\sim$", "~").replace("$<$", "<").replace("$>$", ">").replace(r"\~", "~")
    return plain_text(text.replace("~", r"\textasciitilde{}")).strip()


class _Decoder:
    """Converts a text in one pass; `_groups` are the open groups, each with what to do with its content."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._out: list[str] = []
        self._accent = ""
        self._marks = ""  # the accents before their letter, as they are written
        self._next = ""  # what to do with the next group: "" (show it), "drop", or the address of its link
        self._groups: list[tuple[str, int]] = []

    def decoded(self) -> str:
        text = self._text
        while found := _TOKEN.search(text, self._at):
            if found.start() > self._at:
                self._add(text[self._at : found.start()])
            self._at = found.end()
            self._token(found, found.lastgroup or "")
        self._add(text[self._at :])
        self._settle()
        return "".join(self._out)

    def _token(self, found: re.Match[str], kind: str) -> None:
        content = found[kind]
        if kind == "word":
            self._word(content, found[0])
        elif kind == "sign":
            self._sign(content)
        elif kind == "brace":
            self._open() if content == "{" else self._close()
        elif kind == "tie":
            before = self._text[found.start() - 1 : found.start()]
            self._add(" " if is_tie(before, self._text[self._at : self._at + 1]) else "~")
        elif kind == "target":
            self._next = plain_address(content)
        elif kind == "address":
            self._add(plain_address(content))
        else:
            self._add(_shown_math(content) if kind == "math" else f"${content.strip()}$")

    def _add(self, text: str) -> None:
        """Add text; its first letter gets the accents before it."""
        if not text:
            return
        self._next = ""
        if self._accent:
            accented = unicodedata.normalize("NFC", text[0] + self._accent)
            # `\"` before a letter that has no such accent is an escaped quote.
            known = len(accented) == 1 or bool(text[0].isalpha() and self._marks.strip(_QUOTE_MARKS))
            self._out.append(accented if known else self._marks + text[0])
            self._accent = self._marks = ""
            text = text[1:]
        self._out.append(text)

    def _settle(self) -> None:
        r"""Add accents without a letter as signs: `\~{}` is a tilde."""
        if self._accent:
            self._out.append(self._marks)
            self._accent = self._marks = ""

    def _wait(self, accent: str) -> None:
        if len(self._accent) > _MOST_ACCENTS:
            self._settle()
        self._accent, self._marks = ACCENTS[accent] + self._accent, self._marks + accent

    def _open(self) -> None:
        self._groups.append((self._next, len(self._out)))
        self._next = ""

    def _close(self) -> None:
        self._settle()
        target, start = self._groups.pop() if self._groups else ("", len(self._out))
        if target == "drop":
            del self._out[start:]
        elif target in _GROUPS:
            self._out[start:] = [_GROUPS[target]("".join(self._out[start:]))]
        elif target == "first":
            self._next = "drop"
        elif target:
            shown = "".join(self._out[start:])
            self._out[start:] = [shown if target in shown or not shown else f"{shown} ({target})"]
        elif len(self._out) == start + 1 and self._text.endswith(f"{{{self._out[start]}}}", 0, self._at):
            self._out[start] = _GUARDED.get(self._out[start], self._out[start])

    def _sign(self, sign: str) -> None:
        after = self._text[self._at : self._at + 1]
        if sign in ACCENTS:
            if after.isalpha() or after in {"{", "\\"}:
                self._wait(sign)
            else:
                self._add(sign)
        elif sign in "%&#_${}":
            self._add(sign)
        elif sign in _SPACES:
            self._add(" ")
        elif sign not in _NOTHING:
            self._add(f"\\{sign}")

    def _word(self, name: str, written: str) -> None:
        space = _SPACE.match(self._text, self._at)
        end = space.end() if space else self._at
        is_command = self._text[end : end + 1] == "{"
        sign = name if self._accent and name in {"i", "j"} else LETTERS.get(name, "") or SIGNS.get(name, "")
        if sign or name in SWITCHES:
            self._at = end
            self._add(sign)
        elif name in ACCENTS and end < len(self._text):
            self._at = end
            self._wait(name)
        elif shown := _WORDS.get(name) or symbol(name):
            self._add(shown)
        elif name.lower() in _DROPPED and is_command:
            self._at, self._next = end, "drop"
        elif name in _WRAPPED and is_command:
            self._at, self._next = end, _WRAPPED[name]
        elif (unit := QUANTITY.match(self._text, self._at)) and name in QUANTITIES:
            self._at = unit.end()
            self._add(quantity(name, unit["number"], unit["unit"] or ""))
        elif is_command and (name in STYLES or not _ARGUMENTS.match(self._text, end)):
            self._at = end
        else:
            self._verbatim(written)

    def _verbatim(self, written: str) -> None:
        """Add a command as it is written, with its arguments."""
        arguments = _ARGUMENTS.match(self._text, self._at)
        self._add(written + (arguments[0] if arguments else ""))
        self._at = arguments.end() if arguments else self._at
