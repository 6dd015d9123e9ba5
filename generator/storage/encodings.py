"""Guesses the encoding of bytes that are not UTF-8, to name it in a message."""

import re

_HAN = "一-鿿"
_LATIN = {
    "WINDOWS-1252": "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜßàáâãäåæçèéêëìíîïñòóôõöøùúûüÿœŒ",
    "WINDOWS-1250": "áéíóúýčďěňřšťůžÁÉÍÓÚÝČĎĚŇŘŠŤŮŽąćęłńśźżĄĆĘŁŃŚŹŻőűŐŰäöüßÄÖÜđĐăâîșțşţ",
    "ISO-8859-2": "áéíóúýčďěňřšťůžÁÉÍÓÚÝČĎĚŇŘŠŤŮŽąćęłńśźżĄĆĘŁŃŚŹŻőűŐŰäöüßÄÖÜđĐăâî",
    "MACINTOSH": "àáâãäåæçèéêëìíîïñòóôõöøùúûüßœÄÖÜÉÅÆØ",
}
_OTHERS = {
    "WINDOWS-1251": "а-яё",
    "KOI8-R": "а-яё",
    "WINDOWS-1253": "α-ωάέήίόύώς",
    "SHIFT_JIS": "ぁ-ゖァ-ヺー",
    "EUC-JP": "ぁ-ゖァ-ヺー",
    "EUC-KR": "가-힣",
    "GB18030": _HAN,
    "BIG5": _HAN,
}
"""Characters that texts in each encoding mostly have beside ASCII; of equals, the first counts."""
_CODECS = {"MACINTOSH": "mac-roman", "GB18030": "gb2312"}  # the one has all that texts mostly have of the other
_LONGEST = 200_000  # bytes
_LEAST_ZEROS = 0.3  # of every second byte, if Latin letters are in UTF-16
_ASIDE = re.compile(r"[\x00-\x7f“”„‘’–—…«»·°©®§€、。・「」（），：；]")
_RUN = re.compile(rb"[\x80-\xff]+")
_LONG_RUN = 3  # letters beside ASCII stand alone in words of Latin letters


def likely_encoding(data: bytes) -> str:
    """Return the name of the encoding that bytes most likely have, as `iconv` and editors call it."""
    data = data[:_LONGEST]
    for start, name in ((0, "UTF-16BE"), (1, "UTF-16LE")):
        zeros = data[start::2].count(0)
        if zeros > 1 and zeros > _LEAST_ZEROS * len(data[start::2]):
            return name
    runs = list(map(len, _RUN.findall(data)))
    is_latin = 2 * sum(run for run in runs if run >= _LONG_RUN) < sum(runs)
    expected = _LATIN if is_latin else _OTHERS
    return max(expected, key=lambda name: _fit(data, name, expected[name]))


def _fit(data: bytes, name: str, expected: str) -> float:
    """Return the share of the characters beside ASCII that are expected; Japanese has Chinese characters, too."""
    foreign = _ASIDE.sub("", data.decode(_CODECS.get(name, name), "replace"))
    matching = re.sub(rf"[^{expected}]", "", foreign)
    is_japanese = "ー" in expected and bool(matching)
    more = re.sub(rf"[^{_HAN}]", "", foreign) if is_japanese else ""
    return (len(matching) + len(more)) / (len(foreign) or 1)
