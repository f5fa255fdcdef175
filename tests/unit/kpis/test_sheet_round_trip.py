"""What the product writes it reads back as the same card, whatever stands in it."""

import io
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.thai.text import normalise
from kpis.sheets import write
from kpis.sheets.compare import Standing, compare
from kpis.sheets.lines import CardLine, Ground
from kpis.sheets.names import Directory, Known
from tests.unit.kpis.sheets import read, saved

HOSTS = (Known(1, ("สนง.เกษตรจังหวัด", "พืช")), Known(2, ("สนง.จังหวัด", "สนจ.")))
NODES = (
    Known(7, ("1.1 เกษตรกรมีรายได้เพิ่ม", "1.1", "เกษตรกรมีรายได้เพิ่ม")),
    Known(8, ("2 ท่องเที่ยว", "2")),
)
GROUND = Ground(2570, agencies=Directory(HOSTS), nodes=Directory(NODES))
HUNDRED = Ground(2570, scale="0-100", agencies=Directory(HOSTS), nodes=Directory(NODES))

letters = st.characters(
    codec="utf-8",
    categories=("L", "N", "P", "S", "Zs", "Mn"),
    exclude_characters="\ufffe\uffff",
)
words = st.text(letters, max_size=40).map(normalise)
named = words.filter(lambda text: any(char.isalpha() for char in text))
lines_of_text = st.text(st.one_of(letters, st.just("\n")), max_size=60).map(normalise)
figures = st.decimals(
    allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=8
)
gaps = st.decimals(min_value=Decimal("0.00000001"), max_value=10**14, places=8)
weights = st.decimals(min_value=0, max_value=100, places=4)


@st.composite
def ladders(draw, count):
    start, steps = draw(figures), draw(st.lists(gaps, min_size=count - 1, max_size=count - 1))
    sign = draw(st.sampled_from([1, -1]))
    return tuple(accumulate([start, *[step * sign for step in steps]]))


@st.composite
def cards(draw):
    count = draw(st.integers(1, 3))
    names = draw(st.lists(named, min_size=count, max_size=count, unique=True))
    lines = []
    for place, name in enumerate(names):
        method = draw(st.sampled_from(["interpolate", "step", "milestone", "composite"]))
        lines.append(
            CardLine(
                pk=place + 1,
                indicator=place + 1,
                code=f"{place + 1}.{draw(st.integers(1, 30))}",
                registry=f"R-{place}",
                name=name,
                name_en=draw(words),
                unit=draw(words),
                weight=draw(weights),
                target=draw(st.none() | figures),
                target_level=draw(st.integers(1, 5)),
                host=draw(st.sampled_from([None, *HOSTS])),
                under=draw(st.sampled_from([None, *NODES])),
                due_in=draw(st.sampled_from([(), ("12",), ("6", "12"), ("m1", "9")])),
                definition=draw(lines_of_text),
                formula=draw(words),
                source=draw(words),
                dimension=draw(words),
                baseline=tuple(
                    (2567 + n, value) for n, value in enumerate(draw(st.lists(figures, max_size=3)))
                ),
                **criteria(draw, method, f"{place + 1}"),
            )
        )
    return lines


def criteria(draw, method, code):
    if not draw(st.booleans()):
        return {"method": method}
    if method == "milestone":
        texts = draw(st.lists(named, min_size=5, max_size=5))
        return {"method": method, "milestones": tuple(texts)}
    if method == "composite":
        return {"method": method, "parts": [part(draw, f"{code}-1", 0)]}
    return {"method": method, "levels": draw(ladders(5))}


def part(draw, name, depth):
    base = {"id": name, "name": draw(named), "weight": "1"}
    method = draw(
        st.sampled_from(["interpolate", "milestone", "composite"][: 3 if depth < 2 else 2])
    )
    if method == "composite":
        return {**base, "method": method, "parts": [part(draw, f"{name}.1", depth + 1)]}
    if method == "milestone":
        texts = draw(st.lists(named, min_size=5, max_size=5))
        return {**base, "method": method, "milestones": texts}
    levels = [format(one.normalize(), "f") for one in draw(ladders(5))]
    return {**base, "method": method, "levels": levels}


def written(lines, scale="1-5", language="th"):
    return write.write(write.Card("บัญชีตัวชี้วัด", "ข้อมูลตัวอย่าง", scale, lines), language)


def opened(data, **options):
    return openpyxl.load_workbook(io.BytesIO(data), **options).worksheets[0]


def came_back(data, ground=GROUND, standing=None):
    found = read(data, ground)
    assert found.own
    changes = compare(found.sheet, found.table.rows, standing or Standing(scale=ground.scale))
    assert [fault.say() for change in changes for fault in change.faults] == []
    return changes


@settings(max_examples=25, deadline=None)
@given(cards(), st.sampled_from(["th", "en"]))
def test_the_same_card_comes_back(lines, language):
    changes = came_back(written(lines, language=language))
    empty = {"pk": 0, "indicator": 0}
    assert [change.result for change in changes] == [replace(line, **empty) for line in lines]


@settings(max_examples=10, deadline=None)
@given(cards())
def test_over_itself_nothing_changes(lines):
    changes = came_back(written(lines), standing=Standing(lines))
    assert [change.kind for change in changes] == ["unchanged"] * len(lines)


@settings(max_examples=10, deadline=None)
@given(ladders(3))
def test_thresholds_of_the_hundred_scale(thresholds):
    line = CardLine(1, 1, "1", "R", "ก", weight=Decimal(1), method="anchors", thresholds=thresholds)
    assert came_back(written([line], "0-100"), HUNDRED)[0].result.thresholds == thresholds


@pytest.mark.parametrize(
    "text", ["=1+1", "+66 56", "-5 วัน", "@ชื่อ", '=HYPERLINK("http://x")', "http://x"]
)
def test_no_text_becomes_a_formula(text):
    line = CardLine(1, 1, "1", "R", text, definition=text, weight=Decimal(1))
    data = written([line])
    assert came_back(data)[0].result.definition == text
    cells = [cell for row in opened(data).iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 2
    assert {cell.data_type for cell in cells} == {"s"}


def test_the_sum_is_a_formula_with_its_value():
    lines = [CardLine(n, n, str(n), f"R{n}", f"ตัวชี้วัด {n}", weight=Decimal("33.5")) for n in (1, 2)]
    import io

    import openpyxl

    sheet = openpyxl.load_workbook(io.BytesIO(written(lines)), data_only=True).worksheets[0]
    assert sheet["D7"].value == 67
    assert (
        openpyxl.load_workbook(io.BytesIO(written(lines))).worksheets[0]["D7"].value
        == "=SUM(D5:D6)"
    )


@pytest.mark.parametrize(
    ("heading", "typed"), [("น้ำหนัก (รวมเป็น 100)", (60, 40)), ("น้ำหนัก (รวมเป็น 1)", (0.6, 0.4))]
)
def test_weights_of_parts_are_of_100_and_sheets_from_before_are_understood(heading, typed):
    levels = [str(n) for n in range(1, 6)]
    parts = [
        {"id": f"1-{n}", "name": f"ส่วน {n}", "weight": share, "method": "interpolate",
         "levels": levels}
        for n, share in ((1, "0.6"), (2, "0.4"))
    ]  # fmt: skip
    line = CardLine(pk=1, indicator=1, code="1", registry="R-1", name="ตัวชี้วัดรวม",
                    weight=Decimal(100), method="composite", parts=parts)  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(written([line])))
    page = book["ส่วนย่อย"]
    head = [cell.value for cell in page[1]]
    at = head.index("น้ำหนัก (รวมเป็น 100)") + 1
    assert [page.cell(row, at).value for row in (2, 3)] == [60, 40]
    page.cell(1, at).value = heading
    for row, weight in zip((2, 3), typed, strict=True):
        page.cell(row, at).value = weight
    (change,) = came_back(saved(book))
    assert change.result.parts == parts
