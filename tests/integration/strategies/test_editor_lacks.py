"""What the editor says a version still lacks, each with a link to its entry."""

from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from strategies.services import moves, nodes
from tests.factories import plans as plants
from tests.integration.strategies.editing import *  # noqa: F403 - fixtures
from tests.integration.strategies.editing import page

pytestmark = pytest.mark.django_db


def listed(text):
    """The items of the list on top: the entry to which each leads, and what is said of it."""
    items = text.split('class="fold edit-missing"')[1].split("</details>")[0].split("<li>")[1:]
    return {(one.split('href="#')[1].split('"')[0], said(one)) for one in items}


def said(item):
    words = item.split("</a>:")[1].split("</li>")[0]
    return " ".join(strip_tags(words).split())


def test_it_works(draft, desk, planner):
    nodes.set_weight(node=draft.made["1"], weight=Decimal("59.99"), by=planner)
    first, strategy = f"node-{draft.made['1'].pk}", f"node-{draft.made['1.1.1'].pk}"
    found = listed(page(desk, f"{draft.at}edit/"))
    assert (first, "น้ำหนักรวมของประเด็นการพัฒนา 99.99 ต้องเป็น 100") in found
    assert (strategy, "ยังไม่มีอะไรอยู่ภายใต้") in found
    nodes.set_weight(node=draft.made["1"], weight=Decimal(60), by=planner)
    assert not any("น้ำหนัก" in said for _at, said in listed(page(desk, f"{draft.at}edit/")))


def test_an_issue_with_nothing_below_is_asked_for_that_alone(draft, desk, planner, head_post):
    issue = nodes.add(
        plan=draft, level="issue", title_th="สุขภาพ", parent=draft.made["vision"], host=head_post,
        by=planner,
    )  # fmt: skip
    of_issue = {
        said for at, said in listed(page(desk, f"{draft.at}edit/")) if at == f"node-{issue.pk}"
    }
    assert of_issue == {"ยังไม่กำหนดน้ำหนัก", "ยังไม่มีอะไรอยู่ภายใต้"}
    row = page(desk, f"{draft.at}edit/").split(f'id="node-{issue.pk}"')[1].split("<details")[0]
    assert "<li>ยังไม่กำหนดน้ำหนัก</li><li>ยังไม่มีอะไรอยู่ภายใต้</li>" in row


def test_what_has_something_below_is_asked_for_what_it_has_not(
    draft,
    desk,
    planner,
    nakhonsawan,
    officer,
    development,
):
    plants.project(nakhonsawan, officer, development, node=draft.made["1.1.1"])
    found = listed(page(desk, f"{draft.at}edit/"))
    assert not {at for at, _said in found} & {f"node-{draft.made['1.1.1'].pk}"}
    assert (f"node-{draft.made['1'].pk}", "ไม่มีตัวชี้วัด เลือกตัวชี้วัด 1 เกษตรมูลค่าสูง") in found
    assert (f"node-{draft.made['1'].pk}", "ไม่มีโครงการ") not in found
    moves.retire(node=draft.made["2.1.1"], by=planner)
    assert (f"node-{draft.made['2.1'].pk}", "ยังไม่มีอะไรอยู่ภายใต้") in listed(
        page(desk, f"{draft.at}edit/")
    )


def test_what_keeps_a_plan_from_the_committee_links_to_its_entry(draft, desk, planner):
    nodes.set_weight(node=draft.made["2"], weight=Decimal(41), by=planner)
    text = desk.get(f"{draft.at}submit/").content.decode()
    assert f'{draft.at}edit/#node-{draft.made["1"].pk}">น้ำหนักของประเด็นการพัฒนารวมได้ 101' in text
