"""The printer's fonts, merged from the packaged subsets."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from fontTools.ttLib import TTFont

from reports.pdf import fonts
from reports.pdf.signs import SIGNS


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.FONT_DIR = tmp_path / "fonts"
    return tmp_path / "fonts"


def test_it_works(folder: Path) -> None:
    call_command("build_fonts")
    for weight in fonts.WEIGHTS:
        font = TTFont(folder / f"Sarabun-{weight}.ttf")
        known = font.getBestCmap()
        assert all(ord(letter) in known for letter in "กฮะาำิีึืุู็่้๊๋์ๆฯ๐๙AZaz09ÄŽ฿–—“”…")
        assert all(ord(sign) in known for sign in SIGNS)
        assert {"GSUB", "GPOS", "GDEF"} <= set(font.keys())
        features = {record.FeatureTag for record in font["GPOS"].table.FeatureList.FeatureRecord}
        assert {"mark", "mkmk", "kern"} <= features
        assert font["OS/2"].usWeightClass == weight


def test_digits_are_equally_wide(folder: Path) -> None:
    fonts.ensure_fonts()
    font = TTFont(folder / "Sarabun-400.ttf")
    assert len({font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"}) == 1


def test_second_call_makes_nothing(folder: Path) -> None:
    assert fonts.ensure_fonts() is True
    before = [path.stat().st_mtime_ns for path in sorted(folder.iterdir())]
    assert fonts.ensure_fonts() is False
    assert [path.stat().st_mtime_ns for path in sorted(folder.iterdir())] == before


def test_same_sources_give_same_bytes(folder: Path) -> None:
    fonts.ensure_fonts()
    first = fonts.font_path(400).read_bytes()
    fonts.font_path(400).unlink()
    assert fonts.ensure_fonts() is True
    assert fonts.font_path(400).read_bytes() == first
    assert not list(folder.glob(".*")), "nothing half-written is left"


def test_missing_package_says_what_to_do(folder: Path, settings: Any, tmp_path: Path) -> None:
    settings.NODE_MODULES = tmp_path / "nowhere"
    with pytest.raises(CommandError, match="npm ci"):
        call_command("build_fonts")


def test_files_brought_along_are_enough(folder: Path, settings: Any, tmp_path: Path) -> None:
    fonts.ensure_fonts()
    settings.NODE_MODULES = tmp_path / "nowhere"
    assert fonts.ensure_fonts() is False
