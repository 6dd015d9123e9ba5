"""Scripts are published without comments. A test with Node.js shows that nothing else is lost."""

from __future__ import annotations

from generator.mkdocs_plugin.files import without_comments


def test_comments_on_lines_of_their_own_are_removed() -> None:
    code = "// What it is.\n\n/**\n * Says one.\n * @returns {number}\n */\nexport const one = () => 1; // stays\n"
    assert without_comments(code) == "export const one = () => 1; // stays\n"


def test_lines_with_code_are_not_changed() -> None:
    code = 'const url = "https://example.org/**/x";\nconst half = 1 / 2; /** @type {number} */\n'
    assert without_comments(code) == code
