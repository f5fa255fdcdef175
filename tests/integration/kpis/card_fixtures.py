"""A draft card of Nakhon Sawan with two lines, and what is typed and uploaded in tests."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kpis.definition import Definition
from kpis.models import Card, Criteria
from kpis.services import cards, indicators
from tests.unit.kpis.sheets import workbook

YEAR = 2570
TABLE = Path(__file__).resolve().parents[2] / "data" / "indicators_2548_as_presented.xlsx"
LEVELS = tuple(map(Decimal, (5, 10, 15, 20, 25)))


def url(*parts: object) -> str:
    return "/".join(["", "60", str(YEAR), *map(str, parts)]) + "/"


def add(card: Card, by: Any, code: str, name: str, weight: object = 5, **options: Any) -> Criteria:
    collector = options.pop("collector", None)
    made = indicators.create(
        area=card.area, by=by, code=f"R-{code}", name_th=name, unit="ร้อยละ", collector=collector
    )
    options.setdefault("target", Decimal(15))
    given = Definition(Decimal(str(weight)), **options)
    return cards.add_line(card=card, indicator=made, definition=given, code=code, by=by)


@pytest.fixture
def card(nakhonsawan, planner) -> Card:
    return cards.open(area=nakhonsawan, fiscal_year=YEAR, by=planner)


@pytest.fixture
def otop(card, planner, officer_post) -> Criteria:
    """2.1: weight 5, target 15, no criteria yet."""
    return add(card, planner, "2.1", "ร้อยละที่เพิ่มขึ้นของมูลค่าการจำหน่าย OTOP", collector=officer_post)


@pytest.fixture
def stars(card, planner) -> Criteria:
    """2.2: weight 95, with five levels."""
    return add(card, planner, "2.2", "จำนวนผลิตภัณฑ์ OTOP 4-5 ดาว", 95, levels=LEVELS)


def upload(data: bytes | None = None, name: str = "ตัวชี้วัด.xlsx") -> SimpleUploadedFile:
    content = TABLE.read_bytes() if data is None else data
    return SimpleUploadedFile(name, content)


def sheet(*rows: list[Any]) -> bytes:
    header = ["ลำดับ", "ตัวชี้วัด", "หน่วยวัด", "น้ำหนัก", "เป้าหมาย"]
    return workbook(header + [f"ระดับ {n}" for n in range(1, 6)], *rows)
