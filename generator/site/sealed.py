"""Keeps values with a hash of their own, so that a file that was cut off or changed counts as none."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from generator.site.files import write_whole

_BEFORE, _BETWEEN, _AFTER = b'{"sha256": "', b'", "value": ', b"}\n"
_DIGITS = 64


def write_sealed(path: Path, value: Any) -> None:
    """Write what JSON can hold, and a hash of it, as one JSON object; the folder is made if it is not there."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, b"".join((_BEFORE, _hash(data), _BETWEEN, data, _AFTER)))


def read_sealed(path: Path) -> Any:
    """Return the value in a file, or None if there is none, or if it is not what was written."""
    try:
        data = path.read_bytes()
        start = len(_BEFORE) + _DIGITS + len(_BETWEEN)
        value = data[start : -len(_AFTER)]
        whole = data == b"".join((_BEFORE, _hash(value), _BETWEEN, value, _AFTER))
        return json.loads(value.decode("utf-8", "surrogatepass")) if whole else None
    except (OSError, ValueError, RecursionError):
        return None


def seal(data: bytes) -> bytes:
    """Return bytes with a hash of them in front."""
    return _hash(data) + b"\n" + data


def unseal(data: bytes) -> bytes | None:
    """Return the bytes that were sealed, or None if these are others."""
    inside = data[_DIGITS + 1 :]
    return inside if data == seal(inside) else None


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).hexdigest().encode()
