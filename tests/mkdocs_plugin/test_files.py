"""Scripts are sent without their comments; that nothing else is lost is tested where Node.js is."""

from __future__ import annotations

from generator.mkdocs_plugin.files import without_comments


def test_comments_with_lines_to_themselves_are_left_out() -> None:
    code = "// What it is.\n\n/**\n * Says one.\n * @returns {number}\n */\nexport const one = () => 1; // stays\n"
    assert without_comments(code) == "export const one = () => 1; // stays\n"


def test_the_code_of_a_line_is_never_touched() -> None:
    code = 'const url = "https://example.org/**/x";\nconst half = 1 / 2; /** @type {number} */\n'
    assert without_comments(code) == code
