"""The page that says who may do what says what the product does."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.permissions import LABELS, Permission
from accounts.roles import ROLES
from accounts.selectors import permissions_page
from kpis.transitions import AGREEMENT, RESULT
from projects.transitions import PROJECT
from strategies.transitions import PLAN

PAGE = "/permissions/"


def test_it_works(signed_in, officer):
    response = signed_in(officer).get(PAGE)
    html = response.content.decode()
    assert response.status_code == 200
    assert all(str(label) in html for label in LABELS.values())
    assert all(str(role.label) in html for role in ROLES.values())
    assert "ท่านมีบทบาทนี้" in html


def test_every_cell_is_what_the_roles_say(officer):
    page = permissions_page(officer)
    shown = [[granted for _role, granted in row.grants] for row in page.rows]
    assert shown == [
        [permission in role.permissions for role in ROLES.values()] for permission in Permission
    ]


def test_every_step_of_every_table_stands_there(signed_in, officer):
    moves = {str(title): rows for title, rows in permissions_page(officer).workflows}
    assert {title: len(rows) for title, rows in moves.items()} == {
        "แผน": len(PLAN.moves),
        "ผลตัวชี้วัด": len(RESULT.moves),
        "คำรับรองการปฏิบัติราชการ": len(AGREEMENT.moves),
        "โครงการ": len(PROJECT.moves),
    }
    certify = next(row for row in moves["ผลตัวชี้วัด"] if row.label == "รับรองผล")
    assert [str(role.label) for role in certify.may] == ["หัวหน้าหน่วยงาน"]
    assert "รับรองเองไม่ได้" in str(certify.except_for)
    returned = next(row for row in moves["ผลตัวชี้วัด"] if row.label == "ขอข้อมูลเพิ่มเติมจากหน่วยงาน")
    assert returned.needs_reason
    assert "รับรองเองไม่ได้" in signed_in(officer).get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("who", "held"),
    [("planner", ["planner"]), ("inspector", ["inspector"]), ("head", ["agency_head"])],
)
def test_it_marks_the_readers_own_roles(who, held, request):
    page = permissions_page(request.getfixturevalue(who))
    mine = [str(role.label) for role in page.roles if role.mine]
    assert mine == [str(ROLES[code].label) for code in held]


def test_who_sees_an_area_holds_the_permission_to_see(request, nakhonsawan):
    """No role reaches further than the table says, and none less."""
    for who in ("planner", "executive", "officer", "head", "inspector", "sysadmin"):
        authority = request.getfixturevalue(who).authority
        assert authority.sees(nakhonsawan)
        assert authority.may(Permission.AREA_VIEW, area=nakhonsawan), who


def test_no_administrator_touches_a_score():
    over_scores = {
        Permission.INDICATOR_EDIT, Permission.CARD_AGREE, Permission.ROUND_MANAGE,
        Permission.RESULT_ENTER, Permission.RESULT_CERTIFY, Permission.RESULT_VERIFY,
        Permission.SCORECARD_FREEZE, Permission.PLAN_EDIT, Permission.PLAN_ADOPT,
    }  # fmt: skip
    assert not ROLES["system_admin"].permissions & over_scores
    assert not ROLES["inspector"].permissions & over_scores


def test_it_is_linked_from_the_menu_of_the_person(signed_in, officer):
    html = signed_in(officer).get(reverse("home")).content.decode()
    assert f'href="{PAGE}"' in html


def test_it_speaks_english(signed_in, officer):
    client = signed_in(officer)
    client.cookies["django_language"] = "en"
    html = client.get(PAGE).content.decode()
    assert "Who may do what" in html
    body = html.split("<main", 1)[1].split("</main>", 1)[0]
    with override("en"):
        assert str(LABELS[Permission.RESULT_VERIFY]) in body
    assert re.findall("[\u0e01-\u0e3a]+", body) == []


def test_a_fixed_number_of_queries(signed_in, officer, django_assert_max_num_queries):
    client = signed_in(officer)
    client.get(PAGE)
    with django_assert_max_num_queries(4):
        client.get(PAGE)


def test_nobody_reads_it_without_an_account(client):
    assert client.get(PAGE).status_code == 302
