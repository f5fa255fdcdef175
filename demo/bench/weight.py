"""S2: what the first page makes a browser load."""

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from demo.bench.queries import host
from demo.bench.table import Measure
from demo.bench.world import Bench

GZIP_LEVEL = 6  # what proxies use
STATIC = re.escape(settings.STATIC_URL)


def measure(bench: Bench) -> list[Measure]:
    """Style sheets, scripts, pictures, and every font that a style sheet may ask for."""
    page = Client(SERVER_NAME=host()).get("/", follow=True)
    files = _loaded(page.content.decode())
    sizes = {name: _compressed(name) for name in files}
    fonts = [name for name in files if name.endswith(".woff2")]
    plain = sum(len(_read(name)) for name in files)
    said = (
        f"sign-in page, {len(files)} files, {len(fonts)} of them fonts of "
        f"{sum(sizes[name] for name in fonts) / 1024:.0f} KB, which are compressed in themselves; "
        f"the rest by gzip {GZIP_LEVEL}, as the proxy of docker-compose.yml does or better; "
        f"without a proxy (bin/run) {plain / 1024:.0f} KB go over the wire"
    )
    total = sum(sizes.values()) / 1024
    return [
        Measure("S2", "CSS, JavaScript and fonts of the first page", total, 150, " KB", (said,))
    ]


def _loaded(page: str) -> list[str]:
    """Names of static files, from the page and from its style sheets."""
    found = set(re.findall(rf'(?:href|src)="{STATIC}([^"?#]+)"', page))
    for sheet in [name for name in found if name.endswith(".css")]:
        folder = Path(sheet).parent
        for font in re.findall(r"url\([\"']?([^)\"']+\.woff2)", _read(sheet).decode()):
            found.add(_inside(folder / font))
    return sorted(found)


def _inside(path: Path) -> str:
    """A path without its steps back."""
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def _read(name: str) -> bytes:
    found = finders.find(name)
    if found is None:
        raise FileNotFoundError(name)
    return Path(found).read_bytes()


def _compressed(name: str) -> int:
    content = _read(name)
    return len(content) if name.endswith(".woff2") else len(gzip.compress(content, GZIP_LEVEL))
