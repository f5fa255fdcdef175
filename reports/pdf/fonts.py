"""Sarabun as one font file per weight, made from the packaged subsets.

The package splits each weight over several files (Thai, Latin, Latin extended). Pango picks glyphs
by number across files of one family and then prints Latin as Thai, so the printer gets one merged
file per weight, with marks (GPOS, GSUB) intact.
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from django.conf import settings

WEIGHTS = (400, 700)
SUBSETS = ("thai", "latin", "latin-ext")
FORMAT = "2"  # raise when the way of merging changes, so that kept files are made again
STAMP = "Sarabun.sources"


class FontsMissing(RuntimeError):  # noqa: N818
    """The font package is not installed, so the printer has nothing to print with."""


def font_dir() -> Path:
    """Folder of the merged fonts."""
    return Path(getattr(settings, "FONT_DIR", Path(settings.BASE_DIR) / "var" / "fonts"))


def font_path(weight: int) -> Path:
    """The merged file of one weight (400 or 700)."""
    return font_dir() / f"Sarabun-{weight}.ttf"


def ensure_fonts() -> bool:
    """Make the merged fonts where they are missing or older than their sources.

    True when something was made. Safe to call from several processes at once: every file is
    written aside and moved into place whole, and equal sources give equal bytes.
    """
    sources = _sources()
    stamp = font_dir() / STAMP
    ready = all(font_path(weight).exists() for weight in WEIGHTS)
    if not sources:
        if ready:  # an installation without node_modules that brought the files along
            return False
        raise FontsMissing(
            f"The Sarabun font is not installed: {_package()} is missing. "
            "Run `npm ci` in the project folder, then `python manage.py build_fonts`."
        )
    wanted = _digest(sources)
    if ready and stamp.exists() and stamp.read_text() == wanted:
        return False
    font_dir().mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        _write(font_path(weight), _merged(weight))
    _write(font_dir() / "Sarabun-LICENSE.txt", (_package() / "LICENSE").read_bytes())
    _write(stamp, wanted.encode())
    return True


def _package() -> Path:
    modules = getattr(settings, "NODE_MODULES", Path(settings.BASE_DIR) / "node_modules")
    return Path(modules) / "@fontsource" / "sarabun"


def _source(subset: str, weight: int) -> Path:
    return _package() / "files" / f"sarabun-{subset}-{weight}-normal.woff2"


def _sources() -> list[Path]:
    paths = [_source(subset, weight) for weight in WEIGHTS for subset in SUBSETS]
    return paths if all(path.exists() for path in paths) else []


def _digest(sources: list[Path]) -> str:
    digest = hashlib.sha256(FORMAT.encode())
    for path in sources:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _merged(weight: int) -> bytes:
    """One weight's subsets as a single TrueType file; same sources, same bytes."""
    from fontTools.merge import Merger, Options
    from fontTools.ttLib import TTFont

    from reports.pdf.signs import add_signs

    with tempfile.TemporaryDirectory() as folder:
        parts, modified = [], 0
        for subset in SUBSETS:
            font = TTFont(_source(subset, weight), recalcTimestamp=False)
            font.flavor = None
            modified = max(modified, font["head"].modified)
            part = Path(folder) / f"{subset}.ttf"
            font.save(part)
            parts.append(str(part))
        # Hinting programs cannot be merged; printers and screens of today do without.
        font = Merger(options=Options(drop_tables=["fpgm", "prep", "cvt ", "gasp", "DSIG"])).merge(
            parts
        )
        add_signs(font)
        font.recalcTimestamp = False
        font["head"].created = font["head"].modified = modified
        whole = Path(folder) / "whole.ttf"
        font.save(whole)
        return whole.read_bytes()


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        shutil.copymode(path, name) if path.exists() else os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
