r"""Reads TeX that stands in running text without dollars, and writes mathematics with characters of Unicode.

Only what can be meant in one way is read: `MoE^2`, `10^{-3}`, `z_i`, `G_{stack}`, `\emph{word}`, `{\it word}`. Names of
programs, files and addresses stay: `top_k`, `snake_case`, `a_i.json`.
"""

import re
from collections.abc import Iterator

from .spans import Kind, Span, find_spans
from .tex import OPERATORS, STYLES, SWITCHES, symbol
from .units import SUBSCRIPTS, SUPERSCRIPTS

_MACRO = re.compile(r"\\([A-Za-z]+)")
_CLOSING = (")", "]", "}")
_STYLED = re.compile(
    r"\\(?:mathcal|mathbb|mathbf|mathrm|mathit|mathsf|text|textbf|textit|rm|boldsymbol|operatorname)\{([^{}]*)\}"
)
_ORDINAL = re.compile(r"\^\{?(?:\\?(?:rm|textrm|mathrm|text)\s*\{?)?(st|nd|rd|th)\}{0,2}(?![\w}])")
_SIGN_ABOVE = re.compile(r"\^(?:\{([°*∗⋆†‡′″])\}|([°*∗⋆†‡′″]))")
_RAISED = re.compile(r"\^(?:\{([0-9+\-=()n]+)\}|([0-9n+\-]))")
_LOWERED = re.compile(r"_(?:\{([0-9+\-=()]+)\}|([0-9]))")
_NO_GROUPS = str.maketrans("", "", "{}")


def plain_math(source: str) -> str:
    r"""Return the inside of `$…$` as plain text, as far as Unicode has the symbols: `\gamma^2` → `γ²`."""
    text = _STYLED.sub(r"\1", source)
    text = _SIGN_ABOVE.sub(r"\1\2", _ORDINAL.sub(r"\1", _MACRO.sub(_macro, text)))
    text = _RAISED.sub(lambda match: (match[1] or match[2]).translate(SUPERSCRIPTS), text)
    text = _LOWERED.sub(lambda match: (match[1] or match[2]).translate(SUBSCRIPTS), text)
    text = re.sub(r"\\[,;:! ]", " ", text)
    return text if has_marks(text.translate(_NO_GROUPS)) else text.translate(_NO_GROUPS)


def _macro(macro: re.Match[str]) -> str:
    """Return the symbol of a macro, or the macro; a space separates an operator from what it follows: `n log`."""
    before = macro.string[max(0, macro.start() - 1) : macro.start()]
    apart = macro[1] in OPERATORS and (before.isalnum() or before in _CLOSING)
    return f"{' ' if apart else ''}{symbol(macro[1]) or macro[0]}"


def has_marks(text: str) -> bool:
    """Return whether text contains TeX that plain text cannot express: a macro, a superscript or a subscript."""
    return any(mark in text for mark in "\\^_{}")


_UNMISTAKABLE = "emph|text(?:bf|it|rm|sc|sf|sl|tt)|math(?:bb|bf|cal|frak|it|rm|sf)|boldsymbol"
"""Names of commands that are no words: programs that drop the backslash leave `textit{word}`."""
_STYLE = re.compile(
    rf"(?P<style>\\(?:{_UNMISTAKABLE}|{'|'.join(sorted(STYLES))})\s*\{{|(?<![\w\\])(?:{_UNMISTAKABLE})\{{"
    rf"|\{{\s*\\(?:{'|'.join(sorted(SWITCHES))})(?![A-Za-z])\s*)|\\.|[{{}}]"
)


def unstyled(text: str) -> str:
    r"""Return text without commands of style and their braces: `\emph{a \textbf{b}}` and `{\it a b}` are `a b`.

    A command whose brace is never closed stays, and so do those in mathematics and addresses.
    """
    if "{" not in text:
        return text
    masked = "".join(span.text if span.kind is Kind.TEXT else " " * len(span.text) for span in find_spans(text))
    opened: list[re.Match[str]] = []
    marks: list[tuple[int, int]] = []
    for found in _STYLE.finditer(masked):
        if found["style"] or found[0] == "{":
            opened.append(found)
        elif found[0] == "}" and opened and (start := opened.pop())["style"]:
            marks += [start.span(), found.span()]
    shown = text
    for begin, end in sorted(marks, reverse=True):
        shown = shown[:begin] + shown[end:]
    return " ".join(shown.split()) or text


_SCRIPT = re.compile(
    r"""(?<=[^\W_]|[)\]}])(?<!\^[^\W_])  # behind a word, a number, a bracket or a script, but not in `2^2^2`
        (?P<mark>[\^_]) \{(?P<group>(?:[^{}$\\]|\\[A-Za-z]++|\{[^{}$]{0,40}\}){1,80})\}(?!(?P=mark))
      | (?<=[^\W_]|[)\]}])(?<!\^[^\W_])
        \^(?P<raised>[+-]?\d+(?![\d^]|\.\d) | (?:[^\W\d_]|st|nd|rd|th)(?![\w^])
            | [-+](?![\w^+-]) | [°*∗⋆†‡′″](?![*^]))
      | (?<![\w.\\^])
        (?: (?P<base>\d*[^\W\d_])_(?P<lowered>\d+|[^\W\d_])
          | (?P<formula>[A-Z][a-z]?[OH]?(?:_(?:[2-9]|[1-9]\d)(?:[A-Z][a-z]?)?)+)  # H_2O, Fe_2O_3
        )(?!\w|\.\d)""",
    re.VERBOSE,
)
_NAME = re.compile(r"\A(?:[/~.]|--)|://|::|__|@|\.[a-z][a-z0-9]{0,4}\W*\Z")
"""Marks of a path, an option, an address or the name of a file."""
_LONGEST_NAME = 200
_ORDINALS = {"st", "nd", "rd", "th"}
_WORDS = re.compile(r"[A-Za-z]{2,}(?:[ -][A-Za-z]+)*")


def scripts(text: str) -> list[Span]:
    """Return a text in pieces: its scripts as characters, where Unicode has them, and else as mathematics."""
    pieces: list[Span] = []
    for piece in _pieces(text):
        if piece.kind is Kind.MATH and pieces and pieces[-1].kind is Kind.MATH:  # a superscript above a subscript
            below = pieces.pop()
            pieces.append(Span(kind=Kind.MATH, text=below.text + piece.text, target=below.target + piece.target))
        else:
            pieces.append(piece)
    return pieces


def _pieces(text: str) -> Iterator[Span]:
    plain, done = "", 0
    for found in _SCRIPT.finditer(text) if "^" in text or "_" in text else ():
        begin = found.start()
        if _is_in_name(found) or (text[begin - 1 : begin] == "}" and begin != done):
            continue
        base = found["base"] or ""
        plain += text[done:begin] + base
        done = found.end()
        script = _braced(found)
        shown = plain_math(script)
        if not has_marks(shown):
            plain += shown
            continue
        if plain:
            yield Span(kind=Kind.TEXT, text=plain)
        yield Span(kind=Kind.MATH, text=found[0].removeprefix(base), target=script)
        plain = ""
    if plain or done < len(text):
        yield Span(kind=Kind.TEXT, text=plain + text[done:])


def _braced(found: re.Match[str]) -> str:
    r"""Return a script with braces, as TeX would set it: `_{\mathrm{stack}}`; words are upright."""
    if found["formula"]:
        return re.sub(r"_(\d+)", r"_{\1}", found["formula"])
    content = found["group"] or found["raised"] or found["lowered"]
    if _WORDS.fullmatch(content) and content not in _ORDINALS:
        content = content.replace(" ", r"\ ")
        content = rf"\mathrm{{{content}}}"
    return f"{found['mark'] or ('^' if found['raised'] else '_')}{{{content}}}"


def _is_in_name(found: re.Match[str]) -> bool:
    """Return whether a script stands in the name of a file or the like, which has no space."""
    text, start, end = found.string, found.start(), found.end()
    before = text[max(0, start - _LONGEST_NAME) : start].rpartition(" ")[2]
    return _NAME.search(before + text[start : end + _LONGEST_NAME].partition(" ")[0]) is not None
