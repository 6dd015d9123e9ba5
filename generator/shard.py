"""A shard: the part of a site that one of several machines makes.

A path alone decides whose a file is, so every machine knows it of every file without asking another, and a paper
that is added or removed moves no other paper. What belongs to one paper is dealt out by a hash of its slug; all that
is made from many papers is made by the first shard.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_NAME = re.compile(r"([1-9]\d{0,3})/([1-9]\d{0,3})", re.ASCII)
_OF_PAPERS = "papers/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """Shard `number` of `of`, counted from 1."""

    number: int
    of: int

    @property
    def first(self) -> bool:
        """Whether it makes what is made from many papers."""
        return self.number == 1

    @property
    def folder(self) -> str:
        """Where its files go, in the folder of the project."""
        return f"{SHARDS}/{self.number}-of-{self.of}"

    def has_paper(self, slug: str) -> bool:
        """Tell whether it makes the files of a paper."""
        return zlib.crc32(slug.encode()) % self.of == self.number - 1

    def parted(self, parts: int) -> tuple[Shard, ...]:
        """Return shards of equal size that have its papers, each one of them."""
        return tuple(Shard(number=self.number + self.of * part, of=self.of * parts) for part in range(parts))

    def owns(self, path: str) -> bool:
        """Tell whether it makes the file at a path under `docs/` or `site/`: `papers/x.md`, `papers/x/cite.bib`."""
        if not path.startswith(_OF_PAPERS):
            return self.first
        return self.has_paper(re.split(r"[./]", path.removeprefix(_OF_PAPERS), maxsplit=1)[0])

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"


SHARDS = "shards"
"""The folder of the shards of a project."""

WHOLE = Shard(number=1, of=1)
"""All of a site."""


def read_shard(text: str) -> Shard | None:
    """Return the shard that is written as `1/2`, or None if there is none such."""
    found = _NAME.fullmatch(text.strip())
    if found is None or int(found[1]) > int(found[2]):
        return None
    return Shard(number=int(found[1]), of=int(found[2]))
