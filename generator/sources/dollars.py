r"""What tells mathematics between dollars from money: `$n$`, but not `$5 and $10`.

Sources are read and texts are shown by one rule: the dollar that closes may be followed by a digit only if what stands
inside is mathematics beyond doubt, as in `$\sim$5`.
"""

from __future__ import annotations

_SURE = r"(?![\d.][^$]*\s)(?=[^$]*[\\^_{])"  # a price goes on in words: `5 of snake_case for CA`
_NO_PRICE_BEHIND = r"(?!(?:\\.|[^$\\])*\$+\d)"

INSIDE = rf"(?=[^\s$])(?:{_SURE}|{_NO_PRICE_BEHIND})"
"""Begins a pattern of what stands between dollars, right behind the first; it goes no further than the next dollar."""
