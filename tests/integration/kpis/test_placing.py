"""A line of the card stands under an entry of the plan, and can come under another one later."""

import pytest

from accounts import workflow
from common.errors import NotAllowed, Refused
from kpis.models import Criteria
from kpis.selectors.lines import nodes_of
from kpis.services import cards, changes, lines
from kpis.services.changes import ChangeSet
from strategies.models import Plan
from strategies.services import nodes, plans
from tests.factories import plans as plants
from tests.integration.kpis.card_fixtures import card, otop, stars, url
from tests.integration.kpis.test_changes import DAY, agreed, in_time, new

__all__ = ["agreed", "card", "in_time", "new", "otop", "stars"]
CHOOSE, LINES = url("card", "choose"), url("card", "lines")
DATED = {
    "effective_from_day": "1", "effective_from_month": "4", "effective_from_year": "2570",
    "reason": "แผนทบทวนใหม่",
}  # fmt: skip


@pytest.fixture
def entries(nakhonsawan, planner, head_post):
    """The entries of the plan in force by their numbers."""
    _plan, made = plants.adopted(nakhonsawan, planner, head_post)
    return made


def of_line(line: Criteria) -> str:
    return url("card", line.pk, "place")


def test_it_works(signed_in, planner, otop, entries):
    client = signed_in(planner)
    page = client.get(of_line(otop)).content.decode()
    assert "1.1 รายได้เพิ่ม 1" in page
    assert "effective_from" not in page
    answer = client.post(of_line(otop), {"node": entries["1.1"].pk})
    assert answer.url == url("card")
    client.post(of_line(otop), {"node": entries["2.1"].pk})
    otop.refresh_from_db()
    assert otop.node == entries["2.1"]
    move = workflow.history(otop)[0]
    assert (move.action, move.by) == ("place_under", planner)
    assert move.reason == "1.1 รายได้เพิ่ม 1 → 2.1 รายได้เพิ่ม 2"


def test_a_line_can_come_under_nothing_and_staying_leaves_no_trace(planner, otop, entries):
    lines.place(line=otop, node=entries["1.1"], by=planner)
    lines.place(line=otop, node=entries["1.1"], by=planner)
    assert workflow.history(otop).filter(action="place_under").count() == 1
    assert lines.place(line=otop, node=None, by=planner).node is None
    assert workflow.history(otop)[0].reason == "1.1 รายได้เพิ่ม 1 → –"


def test_the_same_entry_of_a_newer_version_leaves_no_trace(
    signed_in, planner, nakhonsawan, otop, entries
):
    lines.place(line=otop, node=entries["1.1"], by=planner)
    draft = plans.revise(plan=entries["1.1"].plan, title="แผนฉบับทบทวน", by=planner)
    plans.submit(plan=draft, by=planner)
    plans.adopt(plan=draft, resolution="มติ 2", on=plants.ADOPTED_ON, by=planner)
    newer = {node.identity: node for node in draft.nodes.all()}
    same, other = newer[entries["1.1"].identity], newer[entries["2.1"].identity]
    assert signed_in(planner).post(of_line(otop), {"node": same.pk}).status_code == 302
    otop.refresh_from_db()
    assert otop.node == entries["1.1"]
    assert workflow.history(otop).filter(action="place_under").count() == 1
    assert lines.place(line=otop, node=other, by=planner).node == other
    assert workflow.history(otop).filter(action="place_under").count() == 2


def test_an_entry_that_takes_no_indicators_is_refused(signed_in, planner, otop, entries):
    with pytest.raises(Refused) as refused:
        lines.place(line=otop, node=entries["1"], by=planner)
    assert refused.value.faults[0].field == "node"
    page = signed_in(planner).post(of_line(otop), {"node": entries["1"].pk})
    assert page.status_code == 422
    otop.refresh_from_db()
    assert otop.node is None


def test_an_agreed_line_moves_only_from_a_day_on(signed_in, planner, agreed, otop, stars, entries):
    with pytest.raises(Refused, match="เหตุผลและวันที่มีผล"):
        lines.place(line=otop, node=entries["1.1"], by=planner)
    client = signed_in(planner)
    typed = {"node": entries["2.1"].pk}
    bare = client.post(of_line(otop), typed)
    assert bare.status_code == 422
    assert set(bare.context["form"].errors) == {"effective_from", "reason"}
    assert client.post(of_line(otop), typed | DATED).status_code == 302
    otop.refresh_from_db()
    made = agreed.criteria.current().get(code="2.1")
    assert (otop.node, otop.superseded_on) == (None, DAY)
    assert (made.node, made.version, made.weight) == (entries["2.1"], 2, otop.weight)
    assert (made.effective_from, made.reason) == (DAY, "แผนทบทวนใหม่")
    assert agreed.criteria.current().get(code="2.2").version == 1
    act = client.get(url("card", "versions")).content.decode()
    assert "อยู่ภายใต้" in act
    assert "2.1 รายได้เพิ่ม 2" in act


def test_the_same_place_is_no_change_of_an_agreed_card(planner, otop, stars, entries):
    lines.place(line=otop, node=entries["1.1"], by=planner)
    card = cards.agree(card=otop.card, by=planner)
    given = {"reason": "x", "effective_from": DAY, "by": planner}
    with pytest.raises(Refused, match="ยังไม่มีอะไรเปลี่ยน"):
        changes.change(card=card, changes=ChangeSet(placed={otop.pk: entries["1.1"]}), **given)
    with pytest.raises(Refused, match="ที่รับตัวชี้วัดได้"):
        changes.change(card=card, changes=ChangeSet(placed={otop.pk: entries["1"]}), **given)


def test_indicators_are_chosen_under_the_entry_that_lacks_them(
    signed_in, planner, card, new, entries
):
    client = signed_in(planner)
    page = client.get(f"{CHOOSE}?under={entries['2.1'].pk}").content.decode()
    assert f'<option value="{entries["2.1"].pk}" selected>' in page
    client.post(CHOOSE, {"pick": [new.pk], "under": entries["2.1"].pk})
    assert Criteria.objects.get(indicator=new).node == entries["2.1"]


def test_an_issue_stands_for_the_first_entry_below_it_that_takes_indicators(
    signed_in, planner, card, new, entries
):
    placing = signed_in(planner).get(f"{CHOOSE}?under={entries['2'].pk}").context["placing"]
    assert placing.under == entries["2.1"]


@pytest.mark.parametrize("asked", ["0", "x", "9999999999"])
def test_an_unknown_entry_is_said_not_guessed(signed_in, planner, card, new, entries, asked):
    page = signed_in(planner).get(f"{CHOOSE}?under={asked}")
    assert page.status_code == 200
    assert page.context["placing"].under is None
    assert ("อาจอยู่เฉพาะในร่างแผน" in page.content.decode()) is (asked == "0")


def test_onto_an_agreed_card_the_entry_goes_along(
    signed_in, planner, agreed, otop, stars, new, entries
):
    client = signed_in(planner)
    picked = client.post(CHOOSE, {"pick": [new.pk], "under": entries["1.1"].pk})
    assert picked.url == f"{LINES}?add={new.pk}&under={entries['1.1'].pk}"
    typed = DATED | {
        "action": "save", f"weight-{otop.pk}": "5", f"weight-{stars.pk}": "75",
        f"added_code-{new.pk}": "3.1", f"added_weight-{new.pk}": "20",
    }  # fmt: skip
    assert client.post(picked.url, typed).status_code == 302
    assert Criteria.objects.get(indicator=new).node == entries["1.1"]


def test_the_plan_leads_there_who_may(signed_in, planner, officer, card, entries):
    tree = "/60/2570/plan/"
    strategy = f'href="{CHOOSE}?under={entries["1.1.1"].pk}"'
    assert strategy in signed_in(planner).get(tree).content.decode()
    assert "?under=" not in signed_in(officer).get(tree).content.decode()


def test_the_editor_of_the_plan_leads_there(signed_in, planner, nakhonsawan, head_post, card):
    plan = plants.draft(nakhonsawan, planner)
    made = plants.grown(plan, planner, head_post)
    page = signed_in(planner).get(f"/60/plans/{plan.pk}/edit/").content.decode()
    assert page.count(f'href="{CHOOSE}?under={made["1.1"].pk}"') == 2


def test_only_the_version_that_lines_stand_under_leads_there(
    signed_in, planner, nakhonsawan, head_post, card
):
    plan, made = plants.adopted(nakhonsawan, planner, head_post)
    draft = plans.revise(plan=plan, title="แผนฉบับทบทวน", by=planner)
    issue = draft.nodes.get(identity=made["1"].identity)
    given = {"plan": draft, "host": head_post, "by": planner}
    new = nodes.add(level="objective", title_th="ใหม่", parent=issue, **given)
    nodes.add(level="strategy", title_th="กลยุทธ์ใหม่", parent=new, **given)
    client = signed_in(planner)
    tree, editor = "/60/2570/plan/", f"/60/plans/{draft.pk}/edit/"
    assert f'"{CHOOSE}?under={made["1.1.1"].pk}"' in client.get(tree).content.decode()
    assert "?under=" not in client.get(f"{tree}?version={draft.pk}").content.decode()
    page = client.get(editor).content.decode()
    assert "<li>ไม่มีตัวชี้วัด</li>" in page.split(f'id="node-{new.pk}"')[1].split("<details")[0]
    assert f"{CHOOSE}?under=" not in page
    plans.submit(plan=draft, by=planner)
    plans.adopt(plan=draft, resolution="มติ 2", on=plants.ADOPTED_ON, by=planner)
    assert "?under=" in client.get(f"{tree}?version={draft.pk}").content.decode()
    assert "?under=" not in client.get(f"{tree}?version={plan.pk}").content.decode()


def test_without_a_card_the_plan_leads_to_where_one_is_opened(signed_in, planner, entries):
    page = signed_in(planner).get("/60/2570/plan/").content.decode()
    assert f'href="{url("card")}?under=' in page


def test_the_entry_goes_along_while_a_card_is_opened(signed_in, planner, new, entries):
    client, asked = signed_in(planner), entries["1.1"].pk
    page = client.get(url("card"), {"under": asked}).content.decode()
    assert f'<input type="hidden" name="under" value="{asked}">' in page
    answer = client.post(url("card", "open"), {"under": asked}, follow=True)
    assert answer.redirect_chain == [(f"{CHOOSE}?under={asked}", 302)]
    assert f'<option value="{asked}" selected>' in answer.content.decode()
    assert "ขั้นต่อไปคือเลือกตัวชี้วัดจากทะเบียน" in answer.content.decode()


@pytest.mark.parametrize("asked", ["", "x", "9999999999", '"><b>'])
def test_what_is_no_entry_does_not_go_along(signed_in, planner, nakhonsawan, asked):
    client = signed_in(planner)
    page = client.get(url("card"), {"under": asked}).content.decode()
    assert 'name="under"' not in page
    assert client.post(url("card", "open"), {"under": asked}).url == url("card", "import")


def test_a_year_without_a_plan_says_so(signed_in, planner, otop):
    page = signed_in(planner).get(of_line(otop)).content.decode()
    assert "ยังไม่มีแผนของปีงบประมาณนี้" in page


def test_who_may_not(signed_in, officer, stranger, planner, otop, entries):
    with pytest.raises(NotAllowed):
        lines.place(line=otop, node=entries["1.1"], by=officer)
    assert signed_in(officer).get(of_line(otop)).status_code == 403
    assert signed_in(stranger).get(of_line(otop)).status_code == 404


def test_of_two_drafts_the_plans_page_and_the_choice_take_the_same(
    signed_in, planner, nakhonsawan, otop
):
    newer = plants.draft(nakhonsawan, planner, years=(2568, 2572))
    older = plants.draft(nakhonsawan, planner, years=(2566, 2570))
    Plan.objects.filter(pk=older.pk).update(version=2)
    node = nodes.add(plan=newer, level="vision", title_th="เมือง", by=planner)
    page = signed_in(planner).get("/60/2570/plan/").context["page"]
    assert page.plan == newer
    assert node in nodes_of(nakhonsawan, 2570)
