"""The card editor: choose lines from the register, number and weigh them, see what is missing."""

from decimal import Decimal

import pytest

from accounts import workflow
from common.errors import NotAllowed, Refused
from kpis.models import Criteria
from kpis.services import cards, indicators, lines
from kpis.services.lines import Placing
from tests.integration.kpis.card_fixtures import LEVELS, YEAR, add, card, otop, stars, upload, url
from tests.unit.kpis.sheets import workbook

__all__ = ["card", "otop", "stars"]
LINES, CHOOSE = url("card", "lines"), url("card", "choose")


def typed(**changes: str) -> dict[str, str]:
    """What the form holds: numbers and weights of all lines, with some of them changed."""
    boxes = {}
    for line in Criteria.objects.current():
        boxes |= {f"code-{line.pk}": line.code, f"weight-{line.pk}": str(line.weight)}
    return boxes | changes | {"action": changes.get("action", "save")}


def test_it_works(signed_in, planner, otop, stars, nakhonsawan):
    new = indicators.create(area=nakhonsawan, by=planner, name_th="ตัวใหม่")
    client = signed_in(planner)
    assert "ตัวใหม่" in client.get(CHOOSE).content.decode()
    answer = client.post(CHOOSE, {"pick": [new.pk]})
    assert answer.url == LINES
    line = Criteria.objects.get(indicator=new)
    assert (line.code, line.weight, line.has_criteria) == ("2.3", 0, False)
    form = typed(**{f"weight-{stars.pk}": "๙๐", f"weight-{line.pk}": "5", f"code-{line.pk}": "3.1"})
    assert client.post(LINES, form).status_code == 302
    line.refresh_from_db()
    stars.refresh_from_db()
    assert (line.code, line.weight, stars.weight) == ("3.1", 5, 90)
    move = workflow.history(line.card)[0]
    assert move.action == "arrange"
    assert move.reason == "2.2: 95.00 → 90.00; 2.3 → 3.1: 0.00 → 5.00"


def test_a_draft_is_kept_before_it_is_whole(signed_in, planner, otop, stars):
    form = typed(**{f"weight-{stars.pk}": "94.99"})
    assert signed_in(planner).post(LINES, form).status_code == 302
    stars.refresh_from_db()
    assert stars.weight == Decimal("94.99")


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        ("94.99", "น้ำหนักรวม 99.99 ต้องเป็น 100.00 (ขาด 0.01)"),
        ("95.01", "น้ำหนักรวม 100.01 ต้องเป็น 100.00 (เกิน 0.01)"),
        ("95", "น้ำหนักรวม 100.00 ครบถ้วน"),
        ("มาก", "น้ำหนักรวม 5.00 ต้องเป็น 100.00 (ขาด 95.00)"),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_the_sum_follows_without_being_stored(signed_in, planner, otop, stars, weight, said, htmx):
    form = typed(action="sum", **{f"weight-{stars.pk}": weight})
    headers = {"HX-Request": "true"} if htmx else {}
    page = signed_in(planner).post(LINES, form, headers=headers)
    assert said in page.content.decode()
    assert ("<html" in page.content.decode()) is not htmx
    if not htmx:
        assert f'value="{weight}"' in page.content.decode()
    stars.refresh_from_db()
    assert stars.weight == 95


@pytest.mark.parametrize(
    ("box", "text", "said"),
    [
        ("weight", "มาก", "น้ำหนัก"),
        ("weight", "-1", "ต้องอยู่ระหว่าง 0 ถึง 100"),
        ("weight", "100.01", "ต้องอยู่ระหว่าง 0 ถึง 100"),
        ("weight", "1.00001", "ทศนิยมได้ไม่เกิน 4 ตำแหน่ง"),
        ("code", " ", "โปรดกรอกลำดับในบัญชี"),
        ("code", "2.1", "ลำดับ 2.1 ซ้ำกันในบัญชี"),
        ("code", "9" * 21, "ยาวเกิน 20 ตัวอักษร"),
    ],
)
def test_bad_input_names_its_box_and_nothing_is_stored(
    signed_in, planner, otop, stars, box, text, said
):
    form = typed(**{f"{box}-{stars.pk}": text, f"weight-{otop.pk}": "7"})
    page = signed_in(planner).post(LINES, form)
    assert page.status_code == 422
    (fault,) = page.context["faults"]
    assert fault.field == f"{box}-{stars.pk}"
    assert said in str(fault)
    assert 'value="7"' in page.content.decode()
    otop.refresh_from_db()
    assert otop.weight == 5


def test_two_lines_swap_their_numbers(planner, otop, stars):
    placings = [Placing(otop.pk, "2.2", Decimal(5)), Placing(stars.pk, "2.1", Decimal(95))]
    lines.arrange(card=otop.card, placings=placings, by=planner)
    otop.refresh_from_db()
    stars.refresh_from_db()
    assert (otop.code, stars.code) == ("2.2", "2.1")


def test_what_changes_nothing_leaves_no_trace(planner, otop, stars):
    before = workflow.history(otop.card).count()
    placings = [Placing(otop.pk, "2.1", Decimal(5))]
    assert lines.arrange(card=otop.card, placings=placings, by=planner) == []
    assert workflow.history(otop.card).count() == before


def test_choosing_searches_and_leaves_out_what_stands_there(signed_in, planner, otop, nakhonsawan):
    for name in ("ครัวเรือนยากจน", "แหล่งน้ำ", "เลิกแล้ว"):
        made = indicators.create(area=nakhonsawan, by=planner, name_th=name)
    indicators.retire(indicator=made, reason="x", by=planner)
    client = signed_in(planner)
    found = client.get(CHOOSE).context["choosing"]
    assert [one.name_th for one in found.page] == ["ครัวเรือนยากจน", "แหล่งน้ำ"]
    found = client.get(f"{CHOOSE}?q=ยากจน").context["choosing"]
    assert [one.name_th for one in found.page] == ["ครัวเรือนยากจน"]
    assert "ไม่มีตัวชี้วัดให้เลือก" in client.get(f"{CHOOSE}?q=zzz").content.decode()


def test_a_search_keeps_what_is_ticked_and_says_what_the_card_holds(
    signed_in, planner, otop, nakhonsawan
):
    poor, water = (
        indicators.create(area=nakhonsawan, by=planner, name_th=name)
        for name in ("ครัวเรือนยากจน", "แหล่งน้ำ")
    )
    client = signed_in(planner)
    typed = {"action": "search", "q": "ยากจน", "pick": [water.pk, "x"], "under": ""}
    there = client.post(CHOOSE, typed)
    assert there.status_code == 302
    assert "csrf" not in there.url
    page = client.get(there.url)
    choosing = page.context["choosing"]
    assert [one.pk for one in choosing.picked] == [water.pk]
    assert [one.pk for one in choosing.page] == [poor.pk]
    html = page.content.decode()
    assert f'value="{water.pk}" checked' in html
    assert "ในบัญชีมีแล้ว 1 รายการ" in html
    assert "น้ำหนักรวม 5.00 ต้องเป็น 100.00 (ขาด 95.00)" in html
    assert Criteria.objects.count() == 1


def test_what_is_of_an_agreement_stands_on_that_agencys_card_alone(
    signed_in, planner, otop, development, agriculture, nakhonsawan
):
    theirs = indicators.create(
        area=nakhonsawan, by=planner, name_th="ตามคำรับรอง", kind="agreement", agency=development
    )
    client = signed_in(planner)
    assert client.get(CHOOSE).context["choosing"].number == 0
    assert client.post(CHOOSE, {"pick": [theirs.pk]}).status_code == 422
    with pytest.raises(Refused, match="เฉพาะในบัญชีของหน่วยงานนั้น"):
        lines.choose(card=otop.card, indicators=[theirs], by=planner)
    own, other = (
        cards.open(area=nakhonsawan, fiscal_year=YEAR, agency=one, by=planner)
        for one in (development, agriculture)
    )
    with pytest.raises(Refused, match="เฉพาะในบัญชีของหน่วยงานนั้น"):
        lines.choose(card=other, indicators=[theirs], by=planner)
    assert lines.choose(card=own, indicators=[theirs], by=planner)[0].code == "1"


def test_nor_does_it_come_by_a_workbook(signed_in, planner, nakhonsawan, development):
    theirs = indicators.create(
        area=nakhonsawan, by=planner, name_th="ตามคำรับรอง", kind="agreement", agency=development
    )
    heads = ["ลำดับ", "รหัสทะเบียน", "ตัวชี้วัด", "หน่วยวัด", "น้ำหนัก"]
    rows = workbook(heads, ["1.1", theirs.code, "ตามคำรับรอง", "ร้อยละ", 100])
    address = url("card", "import")
    page = signed_in(planner).post(address, {"file": upload(rows)}, follow=True)
    assert "เป็นตัวชี้วัดคำรับรองของหน่วยงาน ใส่ในบัญชีของพื้นที่ไม่ได้" in page.content.decode()
    assert not Criteria.objects.exists()


def test_nothing_ticked_and_ticked_twice(signed_in, planner, otop):
    page = signed_in(planner).post(CHOOSE, {})
    assert page.status_code == 422
    assert "อย่างน้อยหนึ่งรายการ" in page.content.decode()
    page = signed_in(planner).post(CHOOSE, {"pick": [otop.indicator_id, "x", "999999999999"]})
    assert page.status_code == 422
    assert "อยู่ในบัญชีแล้ว" in page.content.decode()
    assert Criteria.objects.count() == 1


def test_the_first_line_of_an_empty_card(planner, card, nakhonsawan):
    made = indicators.create(area=nakhonsawan, by=planner, name_th="แรก")
    (line,) = lines.choose(card=card, indicators=[made], by=planner)
    assert line.code == "1"


def test_what_is_missing_stands_on_the_card_with_where_to_mend_it(signed_in, planner, otop, stars):
    page = signed_in(planner).get(url("card"))
    gaps = [(gap.line.code, gap.missing) for gap in page.context["page"].gaps]
    assert gaps == [
        ("2.1", "ยังไม่กำหนดเกณฑ์ จึงไม่คิดคะแนน"),
        ("2.2", "ยังไม่มีผู้จัดเก็บข้อมูล จึงไม่มีใครรายงานผล"),
    ]
    assert f'href="{url("card", otop.pk, "criteria")}"' in page.content.decode()
    assert "สิ่งที่ยังขาด 2 เรื่อง" in signed_in(planner).get(url("card", "agree")).content.decode()


def test_a_complete_card_says_so(signed_in, planner, card, officer_post):
    add(card, planner, "1", "ครบ", 100, levels=LEVELS, collector=officer_post)
    assert "ครบแล้ว" in signed_in(planner).get(url("card")).content.decode()


@pytest.mark.parametrize(
    ("who", "answer"), [("officer", 403), ("executive", 403), ("stranger", 404)]
)
def test_who_may_not(signed_in, request, who, answer, otop, stars):
    client = signed_in(request.getfixturevalue(who))
    for path in (LINES, CHOOSE):
        assert client.get(path).status_code == answer
        assert client.post(path, typed(**{f"weight-{otop.pk}": "7"})).status_code == answer
    otop.refresh_from_db()
    assert otop.weight == 5
    with pytest.raises(NotAllowed):
        lines.choose(card=otop.card, indicators=[], by=request.getfixturevalue(who))


def test_an_agreed_card_is_not_arranged(planner, otop, stars):
    cards.agree(card=otop.card, by=planner)
    with pytest.raises(Refused, match="ตกลงแล้ว"):
        lines.arrange(card=otop.card, placings=[], by=planner)
    with pytest.raises(Refused, match="ตกลงแล้ว"):
        lines.choose(card=otop.card, indicators=[], by=planner)
