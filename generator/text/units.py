"""Reads commands of two packages of TeX: siunitx for numbers with units, mhchem for chemical formulas."""

import re

QUANTITY = re.compile(r"\s*(?:\[[^\[\]]*\])?\{(?P<number>[^{}]*)\}(?:\s*\{(?P<unit>(?:[^{}]|\{[^{}]*\})*)\})?")
"""The arguments of a quantity: a number, and a unit for most commands."""
QUANTITIES = {"SI": "both", "qty": "both", "si": "unit", "unit": "unit", "num": "number", "ang": "degrees"}
"""The commands, and which of number and unit they show."""

_PREFIXES = {
    "pico": "p", "nano": "n", "micro": "µ", "milli": "m", "centi": "c", "deci": "d", "kilo": "k", "mega": "M",
    "giga": "G", "tera": "T", "peta": "P", "exa": "E", "kibi": "Ki", "mebi": "Mi", "gibi": "Gi", "tebi": "Ti",
}  # fmt: skip
_UNITS = {
    "metre": "m", "meter": "m", "second": "s", "gram": "g", "ampere": "A", "kelvin": "K", "mole": "mol",
    "candela": "cd", "hertz": "Hz", "newton": "N", "pascal": "Pa", "joule": "J", "watt": "W", "volt": "V", "ohm": "Ω",
    "farad": "F", "tesla": "T", "litre": "L", "liter": "L", "minute": "min", "hour": "h", "day": "d", "bit": "bit",
    "byte": "B", "electronvolt": "eV", "decibel": "dB", "bel": "B", "percent": "%", "degree": "°", "celsius": "°C",
    "degreeCelsius": "°C", "angstrom": "Å", "arcminute": "′", "arcsecond": "″", "tonne": "t", "dalton": "Da",
    "um": "µm", "us": "µs", "uA": "µA", "uV": "µV", "uL": "µL", "uJ": "µJ", "umol": "µmol",
    "squared": "²", "square": "²", "cubed": "³", "cubic": "³", "per": "/", "of": " ",
}  # fmt: skip
_RAISED = re.compile(r"\^\{?(-?)([0-9])\}?")
SUPERSCRIPTS = str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")
SUBSCRIPTS = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")


def quantity(command: str, number: str, unit: str) -> str:
    r"""Return a number with its unit as it is printed: `\SI{5}{\milli\metre}` → `5 mm`."""
    shows = QUANTITIES[command]
    if shows == "unit":
        return _unit(number)
    number = re.sub(r"(?<=\d)[eE](-?\d+)", lambda found: f" × 10{found[1].translate(SUPERSCRIPTS)}", number.strip())
    if shows == "number":
        return number + (f"{{{unit}}}" if unit else "")
    if shows == "degrees":
        return f"{number}°"
    sign = _unit(unit)
    return f"{number}{'' if sign in {'°', '%', '′', '″'} else ' '}{sign}".strip()


def _unit(source: str) -> str:
    """Return the sign of a unit; a command that is not known, such as that of `mm`, stands for itself."""
    ahead = ""
    signs: list[str] = []
    for name in re.findall(r"\\[A-Za-z]+|[^\\]+", source):
        word = name.strip().removeprefix("\\")
        if word in {"square", "cubic"} and name.startswith("\\"):
            ahead = _UNITS[word]
            continue
        prefix = _PREFIXES.get(word) if name.startswith("\\") else None
        signs.append(prefix or (_UNITS.get(word, word) if name.startswith("\\") else word))
        if ahead and prefix is None:
            signs.append(ahead)
            ahead = ""
    return _RAISED.sub(lambda found: (found[1] + found[2]).translate(SUPERSCRIPTS), "".join(signs))


def chemistry(formula: str) -> str:
    """Return a chemical formula with its numbers and charges in their places: `SO4^2-` → `SO₄²⁻`."""
    raised = re.sub(r"\^\{?(\d*[+-]?)\}?", lambda found: found[1].translate(SUPERSCRIPTS), formula)
    lowered = re.sub(r"(?<=[A-Za-z)\]])_?\{?(\d+)\}?", lambda found: found[1].translate(SUBSCRIPTS), raised)
    return lowered.replace("<=>", "⇌").replace("<->", "↔").replace("->", "→")
