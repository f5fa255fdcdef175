"""The live scorecard: total, lines, order, filters, explanation, who sees it, queries."""

from decimal import Decimal

import pytest

from tests.factories import cards


def test_it_works(world, planner, signed_in):
    page = signed_in(planner).get(world.url("scorecard/6/"))

    text = page.content.decode()
    assert page.status_code == 200
    assert "3.4578" in text
    assert "16 จาก 16 ตัวชี้วัด" in text
    assert "ข้อมูลตัวอย่าง" in text
    assert page.context["card"].total == Decimal("3.4578")
