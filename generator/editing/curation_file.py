"""Opens `curation.yml` for an edit, finds entries and tags in it, and saves the new text."""

from dataclasses import dataclass
from pathlib import Path

from ..catalog.library import LIBRARY
from ..catalog.model import Vocabulary
from ..catalog.vocabulary import read_vocabulary
from ..diagnostics import Diagnostic, Location, errors_in, in_order
from ..located.nodes import read_yaml
from ..storage.transaction import Replacement
from .saving import FILE, Outcome, conclude, current, decoded, judge, with_mark_of
from .tree import Tree, parse, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class CurationFile:
    """The file as it was read, and the vocabulary of the library, if that could be read."""

    root: Path
    before: bytes
    tree: Tree
    vocabulary: Vocabulary | None

    def tag(self, word: str) -> str:
        """Return the slug of the tag that a word names, or the word itself."""
        if self.vocabulary is None or word in self.vocabulary.tags:
            return word
        return self.vocabulary.formerly.get(word) or self.vocabulary.aliases.get(word, word)

    def tags(self, key: str) -> tuple[str, ...]:
        """Return the tags of an entry as typed."""
        entry = self.tree.entry(key)
        fields = plain(entry.value) if entry else {}
        tags = fields.get("tags", ()) if isinstance(fields, dict) else ()
        return tuple(word for word in tags if isinstance(word, str)) if isinstance(tags, tuple) else ()

    def where(self, key: str) -> Location:
        """Return the place of an entry, or that of the whole file."""
        entry = self.tree.entry(key)
        return entry.key.where if entry else Location(file=FILE)

    def judged(self, new: str) -> tuple[Diagnostic, ...]:
        """Return the findings about the library with a new text of the file."""
        return judge(self.root, with_mark_of(self.before, new), self.before)

    def saved(self, new: str, found: list[Diagnostic], *, write: bool) -> Outcome:
        """Save a new text unless an error was found or `write` is false, and return the outcome."""
        after = with_mark_of(self.before, new)
        return conclude(
            self.root, [Replacement(path="curation.yml", before=self.before, after=after)], found, write=write
        )


def open_curation(root: Path) -> CurationFile | Outcome:
    """Return the file of the project `root`, or the outcome of an edit that is refused because of an error in it."""
    before = current(root / FILE)
    found: list[Diagnostic] = []
    if before is None:
        read_yaml(root / FILE, FILE, found.append)
        return Outcome(found=in_order(found))
    if read_yaml(before, FILE, found.append) is None or errors_in(found):
        return Outcome(found=judge(root, before, None))
    vocabulary = read_vocabulary(root / LIBRARY / "tags.yml", f"{LIBRARY}/tags.yml", lambda _: None)
    return CurationFile(root=root, before=before, tree=parse(decoded(before), file=FILE), vocabulary=vocabulary)
