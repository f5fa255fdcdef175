"""Files that go out: as attachments, whole or in parts, and not again when the browser has them.

Django answers no Range requests. WhiteNoise does for static files; its reader of a slice is used
here, the rest is what RFC 9110 asks of one range.
"""

import re
from collections.abc import Callable
from typing import IO, Any
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from whitenoise.responders import SlicedFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")
CHUNK = 64 * 1024


def attachment(
    request: HttpRequest,
    open_file: Callable[[], IO[Any]],
    *,
    size: int,
    name: str,
    content_type: str,
    sha256: str,
) -> HttpResponseBase:
    """A file to keep, never one to run inside of a page. The caller has asked who may have it.

    One range is answered with that part (206) or with the sentence that there is none (416);
    several ranges, or a file that has changed since (If-Range), with the whole. The file is read
    as it is sent; it is opened only where something of it goes out.
    """
    headers = {
        "ETag": f'"{sha256}"',
        "Cache-Control": "private, no-cache",
        "Accept-Ranges": "bytes",
    }
    known = get_conditional_response(request, etag=headers["ETag"])
    if known is not None:
        for header, value in headers.items():
            known[header] = value
        return known
    part = _part(request, headers["ETag"], size)
    if part is None:
        return FileResponse(
            open_file(),
            as_attachment=True,
            filename=name,
            content_type=content_type,
            headers=headers | {"Content-Length": str(size)},
        )
    first, last = part
    if first > last:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    response = FileResponse(
        SlicedFile(open_file(), first, last),
        as_attachment=True,
        filename=name,
        content_type=content_type,
        status=206,
        headers=headers,
    )
    response.block_size = CHUNK
    response["Content-Length"] = str(last - first + 1)
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def workbook(content: bytes, name: str, title: str = "") -> HttpResponse:
    """A workbook made for this request, kept by nobody on its way.

    name is its plain file name without the ending, for programs that know no other; title, in any
    letters, is what the person who saves it sees.
    """
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"' + (
        f"; filename*=UTF-8''{quote(title)}.xlsx" if title else ""
    )
    response["Cache-Control"] = "no-store"
    return response


def _part(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the one range that is asked for; None: the whole. An empty part
    (first after last) stands for a range outside of the file."""
    asked = _ONE_RANGE.match(request.headers.get("Range", "").replace(" ", ""))
    if request.method != "GET" or asked is None or not any(asked.groups()):
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = asked.groups()
    if not first:  # the last so many bytes
        return (max(size - int(last), 0), size - 1) if int(last) else (size, size - 1)
    if last and int(last) < int(first):
        return None  # not a range at all
    if int(first) >= size:
        return size, size - 1
    return int(first), min(int(last), size - 1) if last else size - 1
