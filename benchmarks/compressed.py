"""Serves a folder as a web host does: compressed, cacheable, on a port of its own."""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

TEXT = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml"}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Compresses text files."""

    protocol_version = "HTTP/1.1"

    def send_head(self) -> Any:
        """Send the compressed file, or what the base class sends."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in TEXT or not path.is_file() or "gzip" not in self.headers.get("Accept-Encoding", ""):
            return super().send_head()
        body: IO[bytes] = io.BytesIO(packed(path, path.stat().st_mtime_ns))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body.getvalue())))  # type: ignore[attr-defined]
        self.send_header("Cache-Control", "public, max-age=600")
        self.end_headers()
        return body

    def log_message(self, format: str, *args: object) -> None:
        """Write no log."""


@functools.lru_cache(maxsize=4096)
def packed(path: Path, _changed: int) -> bytes:
    """Return a file compressed."""
    return gzip.compress(path.read_bytes(), mtime=0)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder while the `with` block runs; yields its address."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
