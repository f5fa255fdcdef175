"""The first page is light: what the sign-in page makes a browser load, compressed."""

import gzip
import re

from django.conf import settings
from django.contrib.staticfiles import finders

LIMIT = 150 * 1024


def read(address: str) -> bytes:
    with open(finders.find(address.removeprefix(settings.STATIC_URL)), "rb") as file:
        return file.read()


def weight(address: str) -> int:
    """Bytes over the wire; fonts are compressed in themselves."""
    content = read(address)
    return len(content) if address.endswith(".woff2") else len(gzip.compress(content, 6))


def loaded(page: str) -> set[str]:
    """Style sheets, scripts, pictures, and every font that a style sheet may ask for."""
    found = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
    fonts = set()
    for sheet in (one for one in found if one.endswith(".css")):
        for font in re.findall(r'url\("\.\./([^")]+\.woff2)"\)', read(sheet).decode()):
            fonts.add(settings.STATIC_URL + font)
    return found | fonts


def test_it_works(client, db):
    files = loaded(client.get("/sign-in/").content.decode())
    assert len([one for one in files if one.endswith(".woff2")]) == 4
    total = sum(weight(one) for one in files)
    assert total <= LIMIT, sorted((weight(one), one) for one in files)


def test_nothing_comes_from_elsewhere(client, db):
    page = client.get("/sign-in/").content.decode()
    assert re.findall(r'(?:href|src|action)="(?:https?:)?//', page) == []
