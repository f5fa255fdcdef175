"""Thai digits for a whole document, once it is written.

One pass over the finished HTML, so that no figure can be forgotten, whether it comes from data, a
sentence or a template. Identifiers keep their digits, because people type and compare them: what
stands in <code>, and every run of signs with a Latin letter in it (PM2.5, SHA-256, addresses).
"""

import re

from common.thai.digits import to_thai_digits

_PIECE = re.compile(r"<[^>]*>|[^<]+")
_RUN = re.compile(r"&[#\w]+;|[A-Za-z0-9][A-Za-z0-9._/@:+#%-]*")
_LATIN = re.compile(r"[A-Za-z&]")
_RUNNING = re.compile(r'(?<= data-head=")[^"]*')
_KEPT = ("code", "style", "svg")


def with_thai_digits(html: str) -> str:
    """The same document with ๐–๙ in its text and running heads; other markup stays as it is."""
    written: list[str] = []
    kept = 0
    for piece in _PIECE.findall(html):
        if piece.startswith("<"):
            name = re.match(r"</?([a-z0-9]+)", piece)
            if name and name[1] in _KEPT and not piece.endswith("/>"):
                kept += -1 if piece.startswith("</") else 1
            written.append(_RUNNING.sub(lambda found: _text(found[0]), piece))
        else:
            written.append(piece if kept else _text(piece))
    return "".join(written)


def _text(text: str) -> str:
    return _RUN.sub(_run, text)


def _run(found: re.Match[str]) -> str:
    return found[0] if _LATIN.search(found[0]) else to_thai_digits(found[0])
