"""What a document in print may load: static files, the fonts and files handed in. Nothing else.

The renderer reads pages that contain what people typed, so an address in them must never reach the
network or a file of the server.
"""

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.utils._os import safe_join
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.pdf.fonts import font_dir

# Letters alone, so that the static-files storage takes it for an address elsewhere.
FONT_SCHEME = "prasanfont"  # prasanfont:Sarabun-400.ttf
FILE_SCHEME = "prasan-file"  # prasan-file:NAME, a key of the files handed to render_pdf


class Refused(FatalURLFetchingError):  # noqa: N818
    """The document asks for something that print may not load, or that is not there."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


class PrintFetcher(URLFetcher):
    """Serves static files, fonts, handed-in files and data: addresses; refuses the rest at once."""

    def __init__(self, base_url: str, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)
        self._static = base_url.rstrip("/") + "/" + _static_path().lstrip("/")
        self._files = files

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        content = self._content(url)
        if content is None:
            raise Refused(url[:200])
        kind = mimetypes.guess_type(urlsplit(url).path)[0] or "application/octet-stream"
        return URLFetcherResponse(url, content, {"Content-Type": kind})

    def _content(self, url: str) -> bytes | None:
        scheme, _, name = url.partition(":")
        if scheme == FILE_SCHEME:
            return self._files.get(unquote(name))
        if scheme == FONT_SCHEME:
            return _read(_inside(font_dir(), name))
        if url.startswith(self._static):
            return _read(_static_file(unquote(urlsplit(url[len(self._static) :]).path)))
        return None


def _static_path() -> str:
    return urlsplit(str(settings.STATIC_URL)).path or "/static/"


def _static_file(name: str) -> Path | None:
    """The collected file (whose name may carry a hash), else the source through the finders."""
    root = getattr(settings, "STATIC_ROOT", None)
    collected = _inside(Path(root), name) if root else None
    if collected is not None and collected.is_file():
        return collected
    try:
        found = finders.find(name)
    except SuspiciousFileOperation:
        return None
    return Path(str(found)) if found else None


def _inside(folder: Path, name: str) -> Path | None:
    try:
        return Path(safe_join(str(folder), name))
    except SuspiciousFileOperation:
        return None


def _read(path: Path | None) -> bytes | None:
    return path.read_bytes() if path is not None and path.is_file() else None
