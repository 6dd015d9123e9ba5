"""Tells the DOI of a preprint or a deposited copy from that of a publication."""

from __future__ import annotations

import re

_PREPRINT = re.compile(
    r"10\.(?:"
    r"1101/(?:\d{6}$|\d{4}\.\d{2}\.\d{2}\.)"  # bioRxiv and medRxiv; journals have the same prefix and letters behind it
    r"|64898/"  # bioRxiv and medRxiv since 2025
    r"|2139/ssrn\."  # SSRN
    r"|21203/rs\."  # Research Square
    r"|20944/preprints"  # Preprints.org
    r"|26434/chemrxiv"  # ChemRxiv
    r"|36227/techrxiv"  # TechRxiv
    r"|22541/(?:au|essoar)\."  # Authorea, ESS Open Archive
    r"|1002/essoar\."  # ESS Open Archive, earlier
    r"|31219/osf\.io|31222/osf\.io|31223/|31224/|31234/|31235/osf\.io"  # OSF and the archives it keeps
    r"|5281/zenodo\."  # Zenodo
    r"|48550/arxiv\."  # arXiv
    r")"
)
"""Prefixes that the registration agencies gave to preprint servers and to archives of copies, read off their DOIs."""


def is_preprint(doi: str) -> bool:
    """Tell whether a DOI, bare and in lower case, names a preprint or a deposited copy."""
    return _PREPRINT.match(doi) is not None
