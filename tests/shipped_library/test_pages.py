"""What the pages of the shipped library show."""

from __future__ import annotations

from pathlib import Path


def test_a_paper_page_leads_to_related_papers_and_says_why(real_project: Path) -> None:
    page = (real_project / "docs/papers/compacter-efficient-low-rank-hypercomplex-adapter-layers.md").read_text("utf-8")
    section = page.partition(">Related papers</h2>")[2].partition("</div>")[0]
    assert section.count("<a href=") == 6
    assert section.count('<span class="rl-dim">because: ') == 6
    assert "because: low-rank, language models" in section


def test_it_stays_short_enough_to_be_read_whole(real_files: dict[str, bytes]) -> None:
    assert len(real_files["llms.txt"]) < 20_000
