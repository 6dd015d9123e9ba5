"""A change is made whole or not at all, and what stands in its way is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.diagnostics import Diagnostic, Location, Severity
from generator.editing import Change, apply, saving
from generator.editing.tree import values_in
from tests.support.editing import GARDENS, LAMPS, MAP, NASTY, RAY, SECRET, codes, lay_out
from tests.support.project import environment
from tests.support.trees import snapshot


def _refused(root: Path, *changes: Change) -> list[Diagnostic]:
    """Return the errors of a change that must not be made, and check that nothing was touched."""
    before = snapshot(root)
    outcome = apply(root, changes)
    assert outcome.refused
    assert not outcome.written
    assert snapshot(root) == before
    return [finding for finding in outcome.found if finding.severity is Severity.ERROR]


def test_an_unknown_tag_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    lay_out(tmp_path, NASTY.read_bytes())
    (error,) = _refused(tmp_path, Change(key=MAP, add=("thery",)))
    assert (error.code, error.hint) == ("unknown-tag", "did you mean `theory`?")
    assert error.where == Location(file="library/curation.yml", line=5, column=1)


def test_one_wrong_change_stops_all(tmp_path: Path) -> None:
    lay_out(tmp_path, NASTY.read_bytes())
    assert len(_refused(tmp_path, Change(key=MAP, add=("theory",)), Change(key=RAY, add=("x",)))) == 1


def test_an_unknown_paper_is_refused_with_the_nearest_one(tmp_path: Path) -> None:
    lay_out(tmp_path, NASTY.read_bytes())
    (error,) = _refused(tmp_path, Change(key=MAP + "s", add=("maps",)))
    assert (error.code, error.hint) == ("unknown-paper", f"did you mean `{MAP}`?")


def test_a_tag_to_be_added_and_removed_is_refused_under_any_name(tmp_path: Path) -> None:
    lay_out(tmp_path, NASTY.read_bytes())
    (error,) = _refused(tmp_path, Change(key=MAP, add=("theory",), remove=("proofs",)))
    assert error.code == "contradictory-change"


def test_errors_that_were_there_are_shown_where_they_are(tmp_path: Path) -> None:
    lay_out(tmp_path, f"{MAP}:\n  tags: [maps]\n{LAMPS}:\n  tags: [dialog]\n")
    outcome = apply(tmp_path, [Change(key=MAP, note="two\nlines")])
    assert not outcome.written
    assert codes(outcome) == ["errors-before", "unknown-tag"]
    assert str(outcome.found[1].where) == "library/curation.yml:4:10"


def test_a_file_that_yaml_cannot_read_is_left_alone(tmp_path: Path) -> None:
    for text in (f"{MAP}: [", "- a\n", "\0", "[" * 5000):
        lay_out(tmp_path, text)
        assert _refused(tmp_path, Change(key=MAP, add=("maps",)))
    lay_out(tmp_path, b"\xff\xfe").unlink()
    assert [error.code for error in _refused(tmp_path, Change(key=MAP))] == ["missing-file"]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (f"{MAP}: &a {{tldr: x}}\n{LAMPS}: *a\n", "anchor", "1:26"),
        (f"{MAP}:\n  note: &a |\n    x\n{LAMPS}:\n  note: *a\n", "alias", "5:9"),
        (f"{MAP}:\n  <<: {{tldr: x}}\n", "merge-key", "2:3"),
        (f"{MAP}:\n  tldr: !!str x\n", "yaml-tag", "2:9"),
        (f"{MAP}:\n  tldr: x\n---\n{LAMPS}: {{}}\n", "second-document", "3:1"),
        (f"{MAP}:\n  tldr: x\n{MAP}:\n  tldr: y\n", "repeated-key", "3:1"),
        (f"{MAP}:\n  tldr: x\n  tldr: y\n", "repeated-key", "3:3"),
        (f"{MAP}:\n\ttldr: x\n", "yaml-syntax", "2:1"),
        (f"{MAP}: not fields\n", "wrong-shape", "1:26"),
        (f"{MAP}:\n  tags: maps\n", "wrong-shape", "2:9"),
        (f"{MAP}:\n  tags: [[maps]]\n", "wrong-shape", "2:10"),
        (f"{MAP}:\n  mood: good\n", "unknown-field", "2:3"),
    ],
)
def test_what_the_library_does_not_use_is_refused_at_its_place(
    text: str, code: str, place: str, tmp_path: Path
) -> None:
    lay_out(tmp_path, text)
    for key in (MAP, RAY):
        found = _refused(tmp_path, Change(key=key, add=("theory",)))
        assert (code, f"library/curation.yml:{place}") in [(error.code, str(error.where)) for error in found]
        assert all(error.hint for error in found)


def test_what_cannot_be_edited_by_program_is_left_alone(tmp_path: Path) -> None:
    lay_out(tmp_path, f"{{{MAP}: {{tldr: x, tags: [maps]}}}}\n")
    assert [error.code for error in _refused(tmp_path, Change(key=MAP, tldr=""))] == ["cannot-edit"]


def test_a_mistake_is_mended_by_what_its_hint_says(tmp_path: Path) -> None:
    path = lay_out(tmp_path, f"{MAP}:\n  tags: [maps, survy]\n")
    assert apply(tmp_path, [Change(key=MAP, remove=("survy",), add=("survey",))]).found == ()
    assert path.read_text(encoding="utf-8") == f"{MAP}:\n  tags: [maps, survey]\n"


def test_aliases_and_former_names_are_written_as_the_tag(tmp_path: Path) -> None:
    path = lay_out(tmp_path, f"{MAP}:\n  tags: [maps]\n")
    assert codes(apply(tmp_path, [Change(key=MAP, add=("proofs", "networks"))])) == []
    assert path.read_text(encoding="utf-8") == f"{MAP}:\n  tags: [maps, theory, models]\n"


def test_a_tag_is_taken_out_by_any_of_its_names(tmp_path: Path) -> None:
    path = lay_out(tmp_path, f"{MAP}:\n  tags: [maps, proofs, networks]\n")
    assert apply(tmp_path, [Change(key=MAP, remove=("theory", "networks"))]).written
    assert path.read_text(encoding="utf-8") == f"{MAP}:\n  tags: [maps]\n"


def test_a_change_that_changes_nothing_is_reported_and_not_written(tmp_path: Path) -> None:
    path = lay_out(tmp_path, f"{MAP}:\n  tags: [proofs]\n")
    before = snapshot(tmp_path)
    outcome = apply(tmp_path, [Change(key=MAP, add=("theory",), remove=("maps",))])
    assert [code for code in codes(outcome) if code != "tag-alias"] == ["tag-not-there", "tag-there"]
    assert (outcome.written, outcome.lines, outcome.refused) == (False, (), False)
    assert snapshot(tmp_path) == before
    assert codes(apply(tmp_path, [Change(key=SECRET, remove=("maps",))])) == ["tag-not-there"]
    assert SECRET not in path.read_text(encoding="utf-8")


def test_two_changes_of_one_paper_are_made_in_turn(tmp_path: Path) -> None:
    path = lay_out(tmp_path, f"{MAP}:\n  tags: [maps]\n")
    changes = [
        Change(key=MAP, add=("theory",), tldr="a"),
        Change(key=MAP, remove=("theory",), add=("survey",)),
        Change(key=MAP, tldr="b"),
    ]
    assert not apply(tmp_path, changes).refused
    assert path.read_text(encoding="utf-8") == f'{MAP}:\n  tags: [maps, survey]\n  tldr: "b"\n'


def test_a_dry_run_shows_the_change_and_writes_nothing(tmp_path: Path) -> None:
    lay_out(tmp_path, f"# a\n# b\n{MAP}:\n  tags: [maps]\n")
    before = snapshot(tmp_path)
    outcome = apply(tmp_path, [Change(key=MAP, add=("theory",))], write=False)
    assert snapshot(tmp_path) == before
    assert not outcome.written
    assert outcome.lines == (
        *("--- library/curation.yml", "+++ library/curation.yml", "@@ -3,2 +3,2 @@"),
        *(f" {MAP}:", "-  tags: [maps]", "+  tags: [maps, theory]"),
    )


def test_a_warning_about_the_entry_is_reported_and_the_change_made(tmp_path: Path) -> None:
    lay_out(tmp_path, NASTY.read_bytes())
    outcome = apply(tmp_path, [Change(key=RAY, tldr="x" * 150)])
    assert outcome.written
    assert codes(outcome) == ["tldr-long"]


@pytest.mark.parametrize("changes", [1, 100])
def test_a_file_changed_since_reading_is_read_again_and_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes: int
) -> None:
    path = lay_out(tmp_path, NASTY.read_bytes())
    judge, lines = saving.judge, [f"# mine {number}\n".encode() for number in range(changes)]

    def meanwhile(root: Path, proposed: bytes, before: bytes | None) -> tuple[Diagnostic, ...]:
        if lines:
            path.write_bytes(NASTY.read_bytes() + lines.pop())
        return judge(root, proposed, before)

    monkeypatch.setattr("generator.editing.curation_file.judge", meanwhile)
    outcome = apply(tmp_path, [Change(key=MAP, add=("theory",))])
    assert outcome.written == (not lines)
    assert codes(outcome) == ([] if outcome.written else ["changed-meanwhile"])
    assert b"\n# mine " in path.read_bytes()
    assert (b"theory]" in path.read_bytes()) == outcome.written


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = lay_out(tmp_path, NASTY.read_bytes())

    def full(file: int, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    assert codes(apply(tmp_path, [Change(key=MAP, add=("theory",))])) == ["cannot-write"]
    assert path.read_bytes() == NASTY.read_bytes()


def test_what_a_link_leads_to_is_changed_and_the_link_stays(tmp_path: Path) -> None:
    path = lay_out(tmp_path, NASTY.read_bytes())
    path.rename(tmp_path / "elsewhere.yml")
    path.symlink_to(tmp_path / "elsewhere.yml")
    assert apply(tmp_path, [Change(key=MAP, add=("theory",))]).written
    assert path.is_symlink()
    assert b"theory]" in path.read_bytes()


KILLED = """
import itertools, sys
import os
from pathlib import Path
from generator.editing import Change, apply
print("ready", flush=True)
for turn in itertools.count():
    apply(Path(sys.argv[1]), [Change(key=sys.argv[2], note=("even " if turn % 2 else "odd ") * 50000)])
"""


def test_a_run_killed_while_saving_leaves_the_old_or_the_new_file(processes: None, tmp_path: Path) -> None:
    path = lay_out(tmp_path, NASTY.read_bytes())
    whole = {None, ("odd " * 50000).strip(), ("even " * 50000).strip()}
    for turn in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path), MAP], env=environment(), stdout=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.1 + 0.057 * turn)
            os.kill(process.pid, signal.SIGKILL)
        entries = values_in(path.read_text(encoding="utf-8"))
        entry = entries[MAP]
        assert isinstance(entry, dict)
        assert entry.get("note") in whole
        assert GARDENS in entries


def test_changes_made_at_the_same_time_are_all_there_or_refused(processes: None, tmp_path: Path) -> None:
    path = lay_out(tmp_path, NASTY.read_bytes())
    script = (
        "import sys; from pathlib import Path; from generator.editing import Change, apply\n"
        "sys.exit(not apply(Path(sys.argv[1]), [Change(key=sys.argv[2], tldr='mine')]).written)"
    )
    keys = [MAP, GARDENS, RAY, SECRET, LAMPS]
    runs = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path), key], env=environment()) for key in keys]
    done = [key for key, process in zip(keys, runs, strict=True) if process.wait() == 0]
    entries = values_in(path.read_text(encoding="utf-8"))
    assert done
    for key in keys:
        entry = entries[key]
        assert isinstance(entry, dict)
        assert (entry.get("tldr") == "mine") is (key in done)
