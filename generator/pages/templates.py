"""Loads the templates of the generated pages, and reports what is wrong in one."""

import traceback
from pathlib import Path
from types import CodeType

import jinja2

from ..diagnostics import Diagnostic, Location, error
from .escape import escape


class _CompiledTemplates(jinja2.BytecodeCache):
    """Compiled templates in memory, by name and checksum of their text: a preview builds many times."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of the template, whatever its folder."""
        return name

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Fill the bucket of a template, if it was compiled before."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep the code in the bucket of a template."""
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _CompiledTemplates()


def page_templates(root: Path) -> jinja2.Environment:
    """Return the templates of the project in the folder `root`.

    In a template, every value is escaped unless it is `Markup` already; an unknown name is an error.
    """
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "templates" / "pages", encoding="utf-8"),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=escape,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,  # a template does not change while a site is made
        bytecode_cache=_COMPILED,
    )


class UnrenderableError(Exception):
    """An error in a template; `finding` has the place and the reason."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


def template_fault(reason: jinja2.TemplateError, root: Path, folder: str, hint: str) -> Diagnostic:
    """Return the finding for an error in a template of a folder: at its innermost line that is ours, if one is."""
    if isinstance(reason, jinja2.TemplateNotFound):
        places = [(f"{root}/templates/{folder}/{reason.name}", 1)]
    elif isinstance(reason, jinja2.TemplateSyntaxError):
        places = [(reason.filename or "", reason.lineno)]
    else:
        places = [(frame.filename, frame.lineno or 1) for frame in traceback.extract_tb(reason.__traceback__)]
    ours = [(Path(name), line) for name, line in places if Path(name).is_relative_to(root / "templates")]
    path, line = ours[-1] if ours else (root / "templates" / folder, 1)
    where = Location(file=path.relative_to(root).as_posix(), line=line)
    found: list[Diagnostic] = []
    error(found.append, "template-error", where, reason.message or type(reason).__name__, hint)
    return found[0]
