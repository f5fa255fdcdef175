"""Files that go out: whole, in parts, or not again."""

import io

import pytest
from django.test import RequestFactory

from common.downloads import attachment, workbook

BODY = bytes(range(100))
ETAG = '"abc"'


class Watched(io.BytesIO):
    """Notes how much of it was read at once, and whether it was closed."""

    most = 0

    def read(self, size=-1):
        got = super().read(size)
        Watched.most = max(Watched.most, len(got))
        return got


def ask(method: str = "get", body: bytes = BODY, **headers: str):
    opened = []

    def open_file():
        opened.append(Watched(body))
        return opened[-1]

    request = getattr(RequestFactory(), method)("/f", headers=headers)
    answer = attachment(
        request, open_file, size=len(body), name="ผล.pdf", content_type="application/pdf",
        sha256="abc",
    )  # fmt: skip
    answer.opened = opened
    return answer


def test_it_works():
    answer = ask()
    assert (answer.status_code, b"".join(answer)) == (200, BODY)
    assert answer["ETag"] == ETAG
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Length"] == "100"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(("asked", "first", "last"), [
    ("bytes=0-0", 0, 0),
    ("bytes=10-19", 10, 19),
    ("bytes=90-", 90, 99),
    ("bytes=90-500", 90, 99),
    ("bytes=-10", 90, 99),
    ("bytes=-500", 0, 99),
    ("bytes = 10 - 19", 10, 19),
])  # fmt: skip
def test_one_part(asked, first, last):
    answer = ask(Range=asked)
    assert (answer.status_code, b"".join(answer)) == (206, BODY[first : last + 1])
    assert answer["Content-Range"] == f"bytes {first}-{last}/100"
    assert answer["Content-Length"] == str(last - first + 1)
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=100-200", "bytes=-0"])
def test_a_part_that_is_not_there(asked):
    answer = ask(Range=asked)
    assert answer.status_code == 416
    assert answer["Content-Range"] == "bytes */100"
    assert answer.content == b""
    assert answer.opened == []


@pytest.mark.parametrize("asked", [
    "bytes=0-9,20-29", "bytes=-", "bytes=9-5", "items=0-9", "bytes=a-b", "0-9", "bytes=0-9;q=1",
])  # fmt: skip
def test_several_parts_or_nonsense_are_answered_with_the_whole(asked):
    answer = ask(Range=asked)
    assert (answer.status_code, b"".join(answer)) == (200, BODY)


@pytest.mark.parametrize(("known", "status"), [
    (ETAG, 206), ('"other"', 200), ('W/"abc"', 200), ("Wed, 21 Oct 2015 07:28:00 GMT", 200),
])  # fmt: skip
def test_a_part_of_what_has_changed_since_is_the_whole(known, status):
    assert ask(Range="bytes=0-9", **{"If-Range": known}).status_code == status


def test_what_the_browser_has_is_not_sent_again():
    answer = ask(**{"If-None-Match": ETAG})
    assert answer.status_code == 304
    assert answer["ETag"] == ETAG
    assert answer.opened == []


def test_asking_for_the_headers_alone_knows_no_parts():
    answer = ask("head", Range="bytes=0-9")
    assert (answer.status_code, answer["Content-Length"]) == (200, "100")


def test_a_long_part_is_read_piece_by_piece_and_the_file_closed():
    Watched.most = 0
    answer = ask(body=b"x" * 1_000_000, Range="bytes=10-")
    assert sum(len(piece) for piece in answer.streaming_content) == 999_990
    assert Watched.most <= 64 * 1024
    for close in answer._resource_closers:  # as the end of the answer does
        close()
    assert answer.opened[0].closed


def test_an_empty_file():
    assert ask(body=b"").status_code == 200
    assert ask(body=b"", Range="bytes=0-").status_code == 416


def test_a_workbook_is_kept_by_nobody_and_has_a_name_in_any_letters():
    answer = workbook(b"PK", "card-60-2570", "บัญชี “ก”")
    assert answer.content == b"PK"
    assert answer["Content-Disposition"] == (
        'attachment; filename="card-60-2570.xlsx"; filename*=UTF-8'
        "''%E0%B8%9A%E0%B8%B1%E0%B8%8D%E0%B8%8A%E0%B8%B5%20%E2%80%9C%E0%B8%81%E2%80%9D.xlsx"
    )
    assert answer["Cache-Control"] == "no-store"
    assert workbook(b"PK", "a")["Content-Disposition"] == 'attachment; filename="a.xlsx"'
