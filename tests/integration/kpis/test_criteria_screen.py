"""The criteria editor: every button without JavaScript, nothing typed is lost, faults at cells."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from common import clock
from common.errors import Refused
from kpis.definition import Definition
from kpis.models import Criteria, Round
from kpis.services import cards, criteria
from tests.integration.kpis.card_fixtures import LEVELS, card, otop, stars, url
from tests.integration.kpis.test_card_services import FULL

__all__ = ["card", "otop", "stars"]
BOXES = {"weight": "5", "target": "15", "target_level": "3", "method": "interpolate", "parts": "0"}
FIVE = {f"level{n}": str(n * 5) for n in range(1, 6)}


@pytest.fixture
def press(signed_in, planner, otop):
    """Press a button of the editor with boxes filled in."""
    client = signed_in(planner)

    def pressed(action, person=None, **boxes):
        who = signed_in(person) if person else client
        typed = BOXES | boxes | {"action": action}
        return who.post(url("card", otop.pk, "criteria"), typed)

    return pressed


def value(page, name: str) -> str | None:
    """What stands in a box of the page."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', page.content.decode())
    assert tag, name
    found = re.search(r'value="([^"]*)"', tag[0])
    return found[1] if found else None


def now(line) -> Criteria:
    return Criteria.objects.get(pk=line.pk)


def test_it_works(press, otop):
    page = press("save", **FIVE)
    assert page.status_code == 302
    assert now(otop).levels == list(LEVELS)


def test_the_page_shows_what_stands(signed_in, planner, stars):
    page = signed_in(planner).get(url("card", stars.pk, "criteria"))
    assert [value(page, f"level{n}") for n in range(1, 6)] == ["5", "10", "15", "20", "25"]
    assert "<svg" in page.content.decode()


def test_fill_spreads_the_levels_and_stores_nothing(press, otop):
    page = press("fill", spread="5", level1="99")
    assert page.status_code == 200
    assert [value(page, f"level{n}") for n in range(1, 6)] == ["5", "10", "15", "20", "25"]
    assert page.context["look"].levels == LEVELS
    assert now(otop).levels is None


@pytest.mark.parametrize(
    ("target", "level", "spread", "levels"),
    [
        ("15", "3", "-5", "25 20 15 10 5"),
        ("15", "5", "2.5", "5 7.5 10 12.5 15"),
        ("๑๕ %", "1", "๑", "15 16 17 18 19"),
        ("15", "3", "±5", "5 10 15 20 25"),
        ("15", "3", "± ๕", "5 10 15 20 25"),
        ("15", "3", "+/-5", "5 10 15 20 25"),
        ("15", "3", "+5", "5 10 15 20 25"),
    ],
)
def test_spreads(press, target, level, spread, levels):
    page = press("fill", target=target, target_level=level, spread=spread)
    assert [value(page, f"level{n}") for n in range(1, 6)] == levels.split()


@pytest.mark.parametrize("boxes", [{"spread": "0"}, {"spread": ""}, {"target": "", "spread": "5"}])
def test_nothing_to_fill_from(press, boxes):
    assert "ก่อนเติมระดับ" in press("fill", **boxes).content.decode()


@pytest.mark.parametrize(
    ("boxes", "said"),
    [
        ({"spread": "ห้า"}, "ช่วงปรับเกณฑ์ ± ต่อ 1 คะแนน: “ห้า” ไม่ใช่ตัวเลข"),
        ({"spread": "5", "target": "มาก"}, "ค่าเป้าหมาย: “มาก” ไม่ใช่ตัวเลข"),
    ],
)
def test_what_cannot_be_read_is_not_called_empty(press, boxes, said):
    text = press("fill", **boxes).content.decode()
    assert said in text
    assert "ก่อนเติมระดับ" not in text


def test_a_spread_left_in_its_box_does_not_hinder_saving(press, otop):
    assert press("save", **FIVE, spread="±5").status_code == 302
    assert now(otop).levels == list(LEVELS)


def test_faults_stand_at_their_cells_and_nothing_is_lost(press, otop):
    page = press("save", **FIVE | {"level3": "10", "weight": "7.5", "milestone2": "จดไว้ก่อน"})
    assert page.status_code == 422
    text = page.content.decode()
    assert "ระดับ 3 (10) ต้องมากกว่าระดับ 2 (10)" in text
    assert 'href="#id_level3"' in text
    assert value(page, "weight") == "7.5"
    assert value(page, "level3") == "10"
    assert value(page, "milestone2") == "จดไว้ก่อน"
    assert now(otop).weight == 5


def test_equal_levels_are_one_sentence_said_twice(press):
    page = press("save", **{f"level{n}": "5" for n in range(1, 6)})
    assert page.status_code == 422
    assert [fault.field for fault in page.context["faults"]] == ["level1"]
    text = page.content.decode()
    assert text.count("ระดับ 1 ถึง 5 เท่ากันทั้งหมด (5)") == 2  # in the summary, and at the cell
    assert "ต้องมากกว่า" not in text
    assert "ต้องน้อยกว่า" not in text


@pytest.mark.parametrize(
    ("levels", "fields"),
    [
        ("5 5 5 5 9", ["level1"]),
        ("5 9 9 9 20", ["level2"]),
        ("5 5 5 4 6", ["level1", "level4"]),
        ("5 5 7 9 9", ["level2", "level5"]),
    ],
)
def test_each_row_of_equal_levels_is_named_once(press, levels, fields):
    typed = {f"level{n}": level for n, level in enumerate(levels.split(), start=1)}
    page = press("save", **typed)
    assert [fault.field for fault in page.context["faults"]] == fields


def test_remarks_stand_beside_the_form_while_nothing_is_saved(press):
    typed = {f"level{n}": "5" for n in range(1, 6)}
    assert press("draw", **typed).content.decode().count("เท่ากันทั้งหมด") == 1
    saved = press("save", **typed, weight="").content.decode()
    assert saved.count("เท่ากันทั้งหมด") == 2  # in the summary and at its box, not beside the form


@pytest.mark.parametrize(
    ("boxes", "field"),
    [
        ({"weight": ""}, "weight"),
        ({"weight": "ห้า"}, "weight"),
        ({"weight": "101"}, "weight"),
        ({"level1": "5"}, "level2"),
        ({**FIVE, "level4": "ยี่สิบ"}, "level4"),
        ({"method": "milestone", "milestone1": "ก"}, "milestone2"),
        ({"method": "anchors"}, "method"),
        ({"target_level": "9"}, "target_level"),
    ],
)
def test_what_is_wrong_is_named(press, otop, boxes, field):
    page = press("save", **boxes)
    assert page.status_code == 422
    assert field in {fault.field for fault in page.context["faults"]}
    assert now(otop).levels is None


def test_junk_in_boxes_not_in_use_does_not_hinder(press, otop):
    steps = {f"milestone{n}": f"ขั้น {n}" for n in range(1, 6)}
    assert press("save", method="milestone", level1="ห้า", **steps).status_code == 302
    assert now(otop).milestones == [f"ขั้น {n}" for n in range(1, 6)]
    assert now(otop).levels is None


def test_without_criteria_is_fine(press, otop):
    assert press("save", weight="4").status_code == 302
    assert (now(otop).weight, now(otop).has_criteria) == (4, False)


def test_the_warning_where_the_target_stands_elsewhere(press):
    page = press("draw", **FIVE | {"target": "16"})
    assert "เกณฑ์ระดับ 3 คือ 15 แต่ค่าเป้าหมายคือ 16" in page.content.decode()
    assert page.status_code == 200


def test_the_weights_of_the_card_follow(press, stars):
    assert press("draw", weight="4").context["look"].sentence == (
        "น้ำหนักรวม 99.00 ต้องเป็น 100.00 (ขาด 1.00)"
    )
    assert press("draw", weight="5").context["look"].complete


def test_htmx_gets_the_drawing_alone(signed_in, planner, otop):
    page = signed_in(planner).post(
        url("card", otop.pk, "criteria"),
        BOXES | FIVE | {"action": "draw"},
        headers={"HX-Request": "true"},
    )
    assert "<svg" in page.content.decode()
    assert "<html" not in page.content.decode()


# -- Composite ------------------------------------------------------------------------------------


def part(place: int, **boxes: str) -> dict[str, str]:
    base = {
        "id": f"2.1-{place + 1}",
        "name": f"ส่วน {place}",
        "weight": "50",
        "method": "interpolate",
    }
    base |= {f"level{n}": str(n * 20) for n in range(1, 6)}
    return {f"part-{place}-{key}": text for key, text in (base | boxes).items()}


def test_parts_are_added_and_taken_away(press, otop):
    page = press("add_part", method="composite")
    assert (value(page, "parts"), value(page, "part-0-id")) == ("1", "2.1-1")
    typed = part(0) | part(1, name="อยู่ต่อ")
    page = press("add_part", **typed, method="composite", parts="2")
    assert (value(page, "parts"), value(page, "part-2-id")) == ("3", "2.1-3")
    page = press("remove_part-0", **typed, method="composite", parts="2")
    assert (value(page, "parts"), value(page, "part-0-name")) == ("1", "อยู่ต่อ")
    assert now(otop).parts is None


def test_parts_are_stored(press, otop):
    steps = {f"milestone{n}": f"ขั้น {n}" for n in range(1, 6)}
    typed = part(0) | part(1, method="milestone", **steps)
    assert press("save", **typed, method="composite", parts="2").status_code == 302
    one, two = now(otop).parts
    assert (one["id"], one["weight"], one["levels"]) == (
        "2.1-1",
        "0.5",
        ["20", "40", "60", "80", "100"],
    )
    assert two["milestones"] == [f"ขั้น {n}" for n in range(1, 6)]


@pytest.mark.parametrize(
    ("boxes", "field"),
    [
        ({"weight": "40"}, "parts"),
        ({"name": ""}, "part-1-name"),
        ({"level3": "40"}, "part-1-level3"),
        ({"level5": ""}, "part-1-level5"),
        ({"weight": "มาก"}, "part-1-weight"),
    ],
)
def test_faults_of_parts(press, otop, boxes, field):
    page = press("save", **(part(0) | part(1, **boxes)), method="composite", parts="2")
    assert page.status_code == 422
    assert field in {fault.field for fault in page.context["faults"]}
    assert now(otop).parts is None


def deep() -> dict[str, str]:
    """A part that is made up of two parts, the second of which is made up of one."""
    inner = part(0, id="2.1-1-1", name="ใน", weight="40")
    deepest = part(0, id="2.1-1-2-1", name="ลึก", weight="100")
    second = {"part-1-id": "2.1-1-2", "part-1-name": "ซ้อน", "part-1-weight": "60",
              "part-1-method": "composite", "part-1-parts": "1"}  # fmt: skip
    second |= {f"part-1-{key}": value for key, value in deepest.items()}
    nested = {f"part-0-{key}": value for key, value in (inner | second).items()}
    return {"part-0-id": "2.1-1", "part-0-name": "นอก", "part-0-weight": "100",
            "part-0-method": "composite", "part-0-parts": "2", **nested}  # fmt: skip


def test_parts_inside_parts_are_typed_stored_and_shown_again(press, otop, planner, signed_in):
    assert press("save", **deep(), method="composite", parts="1").status_code == 302
    (outer,) = now(otop).parts
    assert [one["name"] for one in outer["parts"]] == ["ใน", "ซ้อน"]
    assert outer["parts"][1]["parts"][0]["levels"] == ["20", "40", "60", "80", "100"]
    page = signed_in(planner).get(url("card", otop.pk, "criteria"))
    assert [one.number for one in page.context["editor"].every_part] == [
        "1", "1.1", "1.2", "1.2.1"
    ]  # fmt: skip
    before = now(otop).parts
    assert press("save", **deep(), method="composite", parts="1").status_code == 302
    assert now(otop).parts == before


def test_parts_are_added_into_a_part_and_taken_away(press, otop):
    page = press("add_part-0", **deep(), method="composite", parts="1")
    assert value(page, "part-0-parts") == "3"
    assert value(page, "part-0-part-2-id") == "2.1-1-3"
    page = press("remove_part-0-0", **deep(), method="composite", parts="1")
    assert (value(page, "part-0-parts"), value(page, "part-0-part-0-name")) == ("1", "ซ้อน")
    assert value(page, "part-0-part-0-part-0-name") == "ลึก"
    assert now(otop).parts is None


def test_the_innermost_part_is_not_made_up_of_parts(press, otop):
    page = press("draw", **deep(), method="composite", parts="1")
    methods = {part.number: dict(part.fields["method"].choices)
               for part in page.context["editor"].every_part}  # fmt: skip
    assert "composite" in methods["1.2"]
    assert "composite" not in methods["1.2.1"]


@pytest.mark.parametrize(
    ("box", "typed", "field", "said"),
    [
        ("part-0-part-1-part-0-level3", "40", "part-0-part-1-part-0-level3",
         "ส่วนย่อยที่ 1.2.1 · ระดับ 3 (40)"),
        ("part-0-part-0-name", "", "part-0-part-0-name", "ส่วนย่อยที่ 1.1 · ชื่อส่วนย่อย"),
        ("part-0-part-0-weight", "50", "part-0-parts",
         "ส่วนย่อยที่ 1 · น้ำหนักของส่วนย่อยรวมกันได้ 110 ต้องรวมเป็น 100"),
    ],
)  # fmt: skip
def test_faults_of_inner_parts_name_their_cell(press, otop, box, typed, field, said):
    page = press("save", **deep() | {box: typed}, method="composite", parts="1")
    assert page.status_code == 422
    (fault,) = page.context["faults"]
    assert fault.field == field
    assert str(fault).startswith(said)
    assert now(otop).parts is None


def test_the_weights_of_parts_are_added_up_while_they_are_typed(press, otop):
    page = press("draw", **(part(0) | part(1, weight="๓๐")), method="composite", parts="2")
    assert [sum.sentence for sum in page.context["look"].sums] == [
        "น้ำหนักของส่วนย่อยรวม 80.00 ต้องเป็น 100 (ขาด 20.00)"
    ]
    whole = deep() | {"part-0-part-0-weight": "50"}
    page = press("draw", **whole, method="composite", parts="1")
    assert [(sum.sentence, sum.complete) for sum in page.context["look"].sums] == [
        ("น้ำหนักของส่วนย่อยรวม 100 ครบถ้วน", True),
        ("ส่วนย่อยที่ 1 · น้ำหนักของส่วนย่อยรวม 110.00 ต้องเป็น 100 (เกิน 10.00)", False),
        ("ส่วนย่อยที่ 1.2 · น้ำหนักของส่วนย่อยรวม 100 ครบถ้วน", True),
    ]


def test_a_composite_without_parts_is_not_saved(press, otop, planner):
    page = press("save", method="composite")
    assert page.status_code == 422
    assert [(fault.field, str(fault)[:24]) for fault in page.context["faults"]] == [
        ("parts", "ตัวชี้วัดรวมต้องมีส่วนย่อย"[:24])
    ]
    assert now(otop).method == "interpolate"
    with pytest.raises(Refused, match="อย่างน้อยหนึ่งส่วน"):
        criteria.define(
            line=otop, definition=Definition(Decimal(5), method="composite"), by=planner
        )


def test_choosing_composite_begins_with_a_part(press, otop):
    page = press("method", method="composite")
    assert (value(page, "parts"), value(page, "part-0-id")) == ("1", "2.1-1")
    page = press("method", **part(0), method="composite", parts="1")
    assert value(page, "parts") == "1"


def test_all_faults_of_parts_show_at_once(press, otop):
    typed = part(0, name="", level3="40") | part(1, weight="40", level5="")
    page = press("save", **typed, method="composite", parts="2", weight="")
    assert {fault.field for fault in page.context["faults"]} == {
        "weight", "parts", "part-0-name", "part-0-level3", "part-1-level5",
    }  # fmt: skip
    assert now(otop).parts is None


def test_steps_change_places(press, otop):
    steps = {f"milestone{n}": f"ขั้น {n}" for n in range(1, 6)}
    page = press("up-milestone3", **steps, method="milestone")
    assert (value(page, "milestone2"), value(page, "milestone3")) == ("ขั้น 3", "ขั้น 2")
    page = press("down-milestone5", **steps, method="milestone")
    assert value(page, "milestone5") == "ขั้น 5"
    assert now(otop).milestones is None


# -- What would it score? -------------------------------------------------------------------------


def test_a_result_is_tried_and_nothing_is_stored(press, otop):
    page = press("draw", **FIVE, trial="18")
    assert page.context["trial"].score == Decimal("3.6")
    assert "ได้ 3.6000 คะแนน" in page.content.decode()
    assert not now(otop).has_criteria


def test_a_trial_says_nothing_of_the_total_and_leads_to_where_it_is_tried(press, otop, stars):
    page = press("draw", **FIVE, trial="18")
    said = page.context["trial"].explain
    assert "ชุดกติกา opdc-2548" in said
    assert "คะแนนถ่วงน้ำหนัก" not in said
    assert "÷" not in said.replace("÷ (", "")
    assert "/simulate/" not in page.content.decode()
    for kind, cut_off in (("6", dt.date(2027, 3, 31)), ("9", dt.date(2027, 6, 30))):
        Round.objects.create(
            area=otop.card.area, fiscal_year=2570, kind=kind, opens=cut_off, cut_off=cut_off,
            closes=cut_off,
        )  # fmt: skip
    with clock.at(dt.date(2027, 4, 1)):
        page = press("draw", **FIVE, trial="18").content.decode()
    assert 'href="/60/2570/scorecard/6/simulate/"' in page


def test_steps_and_parts_are_tried(press):
    steps = {f"milestone{n}": f"ขั้น {n}" for n in range(1, 6)}
    tried = press("draw", **steps, method="milestone", trial="1, ๒, 4").context["trial"]
    assert tried.score == 2
    tried = press("draw", **steps, method="milestone", trial="หก").context["trial"]
    assert tried.wrong.startswith("กรอกเลขขั้นที่เสร็จ")
    inner = {"part-0-part-0-trial": "100", "part-0-part-1-part-0-trial": "20"}
    tried = press("draw", **deep(), **inner, method="composite", parts="1").context["trial"]
    assert tried.score == Decimal("2.6")  # 0.4 × 5 + 0.6 × 1


@pytest.mark.parametrize(
    ("method", "field", "said"),
    [
        ("composite", "parts", "เพิ่มส่วนย่อยอย่างน้อยหนึ่งส่วน"),
        ("milestone", "milestone1", "กรอกเกณฑ์ของวิธีที่เลือก"),
    ],
)
def test_another_method_left_empty_does_not_wipe(press, otop, planner, method, field, said):
    criteria.define(line=otop, definition=FULL, by=planner)
    page = press("save", **FIVE, method=method)
    assert page.status_code == 422
    assert [fault.field for fault in page.context["faults"]] == [field]
    assert page.content.decode().count(said) == 2  # in the summary, and at the boxes
    assert f'id="id_{field}_error"' in page.content.decode()
    assert (now(otop).method, now(otop).levels) == ("interpolate", list(LEVELS))


@pytest.mark.parametrize("method", ["interpolate", "step"])
def test_emptied_boxes_clear_the_criteria(press, otop, planner, method):
    criteria.define(line=otop, definition=FULL, by=planner)
    assert press("save", method=method).status_code == 302
    assert not now(otop).has_criteria


def test_parts_taken_away_clear_the_criteria(press, otop):
    typed = part(0, weight="100")
    assert press("save", **typed, method="composite", parts="1").status_code == 302
    assert press("save", method="composite").status_code == 422
    assert press("save", **typed, method="step", parts="1").status_code == 422
    assert now(otop).has_criteria
    assert press("save", method="step").status_code == 302
    assert not now(otop).has_criteria


@pytest.mark.parametrize("parts", ["-1", "abc", "9999", "1e3", "21"])
def test_nonsense_in_hidden_boxes(press, otop, parts):
    page = press("draw", method="composite", parts=parts)
    assert page.status_code == 200
    nonsense = {"part-0-parts": parts, "part-0-method": "composite"}
    assert press("save", method="composite", parts="1", **nonsense).status_code == 422
    assert now(otop).parts is None


# -- After agreement ------------------------------------------------------------------------------


def test_after_agreement_with_reason_and_day(press, otop, stars, planner):
    criteria.define(line=otop, definition=FULL, by=planner)
    cards.agree(card=otop.card, by=planner)
    page = press("save", **FIVE | {"level5": "30"})
    assert page.status_code == 422
    assert {"reason", "effective_from"} <= {fault.field for fault in page.context["faults"]}
    day = {"effective_from_day": "1", "effective_from_month": "4", "effective_from_year": "2570"}
    kept = press("draw", **FIVE | day | {"reason": "งบถูกโอน"})
    assert value(kept, "effective_from_year") == "2570"
    assert press("save", **FIVE | day | {"level5": "30", "reason": "งบถูกโอน"}).status_code == 302
    new = otop.card.criteria.current().get(code="2.1")
    assert (new.version, new.effective_from, new.levels[-1]) == (2, dt.date(2027, 4, 1), 30)
    assert now(otop).levels[-1] == 25


def test_who_may_not(press, signed_in, officer, stranger, otop):
    assert signed_in(officer).get(url("card", otop.pk, "criteria")).status_code == 403
    assert signed_in(stranger).get(url("card", otop.pk, "criteria")).status_code == 404
    assert press("save", person=officer, **FIVE).status_code == 403
    assert press("save", person=stranger, **FIVE).status_code == 404
    assert now(otop).levels is None
