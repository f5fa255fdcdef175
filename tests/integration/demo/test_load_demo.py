"""The demo province: complete, believable, marked as sample, and loaded again without harm."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum
from django.test import override_settings

from accounts import workflow
from accounts.models import Invitation, User
from accounts.roles import ROLES
from committees.models import Committee, Seat
from demo import areas, members, people, plans, projects, revision, story
from projects.models import BudgetLine, Project
from strategies import levels
from strategies.alignment import coverage
from strategies.clusters import selectors as clusters
from strategies.consultation import selectors as consultation
from strategies.editing import comparing
from strategies.models import Plan, PlanNode

pytestmark = pytest.mark.django_db

QUICK = "django.contrib.auth.hashers.MD5PasswordHasher"
OWN = (
    "areas",
    "people",
    "invitations",
    "plans",
    "projects",
    "revision",
    "committees",
    "alignments",
    "members",
    "consultation",
)


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker):
    """The parts of this file, built once for all its tests and taken away at the end."""
    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        with override_settings(PASSWORD_HASHERS=[QUICK]):
            for name, build in story.parts():
                if name in OWN:
                    build()
        yield
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _demo(_loaded):
    """Every test sees the loaded demo."""


def test_every_role_of_the_product_has_a_person():
    held = {
        role
        for user in User.objects.filter(username__in=[s.username for s in people.sign_ins()])
        for role in user.authority.roles
    }
    assert held == set(ROLES)


def test_people_are_named_by_their_role_and_can_sign_in():
    for sign_in in people.sign_ins():
        user = people.user(sign_in.username)
        assert user.name.startswith("ผู้ใช้ตัวอย่าง ")
        assert user.check_password(people.PASSWORD)


def test_there_are_an_open_an_expired_and_an_accepted_invitation():
    found = {one.state: one for one in Invitation.objects.all()}
    assert set(found) == {"open", "expired", "accepted"}
    for one in found.values():
        assert one.email.endswith("@demo.invalid")
        assert one.letter == "sent"
    assert found["accepted"].user.check_password(people.PASSWORD)


def test_every_host_of_the_sample_has_an_officer_and_a_head():
    area = areas.nakhonsawan()
    for name in ("สนง.พัฒนาชุมชนจังหวัด", "สนง.ทสจ.", "โครงการชลประทาน", "สนง.พมจ."):
        office = people.agency(area, name)
        assert people.holder(people.officer_post(office)) != people.holder(people.head_post(office))
    otop = people.agency(area, "สนง.พัฒนาชุมชนจังหวัด")
    assert people.holder(people.officer_post(otop)).username == "officer"
    assert people.holder(people.head_post(otop)).username == "head"


@pytest.mark.parametrize(
    ("year", "count", "total"), [(2548, 22, Decimal("84000000")), (2570, 24, Decimal("264350000"))]
)
def test_projects_and_money_are_those_of_the_sample(year, count, total):
    lines = BudgetLine.objects.filter(project__fiscal_year=year, project__area__code="60")
    assert lines.aggregate(sum=Sum("allocated"))["sum"] == total
    found = Project.objects.filter(area__code="60", fiscal_year=year)
    assert found.count() == count
    assert not found.filter(node__isnull=True).exists()
    assert not found.filter(name_en="").exists()
    assert not found.filter(is_sample=False).exists()


def test_the_issues_carry_the_money_of_the_sample():
    sums = {}
    for line in BudgetLine.objects.filter(project__area__code="60").select_related("project__node"):
        key = (line.project.fiscal_year, line.project.node.code.split(".")[0])
        sums[key] = sums.get(key, 0) + line.allocated
    assert sums == {
        (2548, "1"): 28_300_000,
        (2548, "2"): 25_250_000,
        (2548, "3"): 14_700_000,
        (2548, "4"): 15_750_000,
        (2570, "1"): 58_850_000,
        (2570, "2"): 100_750_000,
        (2570, "3"): 25_600_000,
        (2570, "4"): 79_150_000,
    }


def test_a_project_stands_under_the_issue_of_its_code():
    for project in Project.objects.filter(area__code="60").select_related("node"):
        assert project.node.code.startswith(project.code.split("-")[1] + ".")


@pytest.mark.parametrize("year", [2548, 2570])
def test_plans_are_adopted_and_nobody_is_missing(year):
    plan = plans.plan_of(areas.nakhonsawan(), year)
    assert plan.status == Plan.Status.ADOPTED
    assert plan.is_sample
    assert plan.title_en
    weights = plan.nodes.filter(level="issue").values_list("weight", flat=True)
    assert list(weights) == [30, 25, 25, 20]
    assert not PlanNode.objects.filter(plan=plan, title_en="").exists()
    hostless = plan.nodes.filter(level__in=["issue", "objective", "strategy"], host__isnull=True)
    assert not hostless.exists()


def test_the_present_plan_is_being_revised_in_each_way_that_can_be_compared():
    draft = Plan.objects.get(title=revision.TITLE)
    assert (draft.status, draft.version, draft.is_sample) == (Plan.Status.DRAFT, 2, True)
    assert draft.revises == plans.plan_of(areas.nakhonsawan(), 2570)
    assert levels.of_plan(draft)["strategy"].label == "กลยุทธ์"
    found = comparing.compare_page(draft).comparison
    counts = ("added", "removed", "renamed", "moved", "weight")
    assert {what: found.count(what) for what in counts} == {
        "added": 2,
        "removed": 1,
        "renamed": 1,
        "moved": 1,
        "weight": 2,
    }


def test_boards_bear_the_names_of_their_time():
    names = set(Committee.objects.filter(is_sample=True).values_list("area__code", "abbreviation"))
    assert names == {
        ("60", "กบจ."),
        ("60", "ก.บ.จ."),
        ("60", ""),
        ("N-L2", "กกจ."),
        ("N-L2", "ก.บ.ก."),
    }
    board = Committee.objects.get(abbreviation="ก.บ.จ.")
    assert set(board.seats.values_list("sector", flat=True)) == {
        "regional_state",
        "central_state",
        "state_enterprise",
        "local",
        "private",
        "civil",
        "academic",
    }
    chairs = Seat.objects.filter(position="chair", committee__abbreviation="ก.บ.ก.")
    assert chairs.get().post.title_th == "ผู้ว่าราชการจังหวัดนครสวรรค์"


def test_history_stands_on_the_days_of_the_story():
    project = Project.objects.get(code="48-2-01")
    days = [move.at.date().isoformat() for move in workflow.history(project)]
    assert days[0] == "2005-09-23"
    assert days[-1] == "2004-06-14"


def test_a_second_run_changes_nothing():
    for name, build in story.parts():
        if name in OWN:
            assert sum(told.added for told in build()) == 0


def test_the_planner_of_phichit_sees_nothing_of_nakhon_sawan(signed_in):
    client = signed_in(people.user("phichit"))
    for path in ("/60/2570/plan/", "/60/2570/projects/", "/60/committees/"):
        assert client.get(path).status_code == 404
    assert client.get("/N-L2/committees/").status_code == 200


@pytest.mark.parametrize(
    "username", [s.username for s in people.sign_ins() if s.username != people.ADMIN]
)
def test_every_page_opens_for_everybody_of_the_province(signed_in, username):
    expected = 404 if username in ("phichit",) else 200
    client = signed_in(people.user(username))
    for path in (
        "/60/2570/plan/",
        "/60/2548/plan/",
        "/60/2570/projects/",
        "/60/2548/projects/48-2-06/",
        "/60/committees/",
    ):
        assert client.get(path).status_code == expected


def test_sign_ins_are_printed_with_the_password():
    out = StringIO()
    call_command("demo_signins", stdout=out)
    assert people.PASSWORD in out.getvalue()
    assert all(sign_in.username in out.getvalue() for sign_in in people.sign_ins())


def test_a_password_of_ones_own_is_not_printed():
    admin = people.user(people.ADMIN)
    admin.set_password("something quite else")
    admin.save()
    out = StringIO()
    call_command("demo_signins", stdout=out)
    assert people.PASSWORD not in out.getvalue()


def test_outside_of_the_embedded_default_a_password_must_be_given(settings):
    settings.EMBEDDED = False
    with pytest.raises(CommandError, match="--password"):
        call_command("load_demo")


def test_indicators_are_linked_once_they_exist():
    told = {built.what: built.added for built in projects.link_indicators()}
    assert told.get("links to indicators", 0) == 0


def test_the_sample_plan_is_aligned_to_every_shipped_framework():
    plan = plans.plan_of(areas.nakhonsawan(), 2570)
    for code in ("national-strategy", "master-plans", "plan-13", "sdg"):
        page = coverage.coverage(plan, code)
        assert 0 < len(page.rows) - page.gap_count < len(page.rows) or code == "national-strategy"
    assert any(row.projects for row in coverage.coverage(plan, "sdg").rows)


def test_the_cluster_shows_a_gap_a_duplicate_and_a_zone_that_does_not_fit():
    plan = Plan.objects.get(area=areas.cluster())
    page = clusters.cluster_page(people.user("clusterplanner"), plan)
    assert [member.name_th for member in page.members] == [
        "กำแพงเพชร", "นครสวรรค์", "พิจิตร", "อุทัยธานี",
    ]  # fmt: skip
    assert any(row.missing for row in page.gaps)
    assert page.alike
    assert page.twice
    assert "กรมชลประทาน" in [one.department for one in page.mismatches]
    assert plan.is_sample


def test_a_draft_is_open_to_comments_and_some_wait_for_an_answer():
    draft = Plan.objects.get(area=areas.nakhonsawan(), first_year=2571)
    page = consultation.consultation_page(people.user("planner"), draft)
    assert page.consultation.closes == members.CLOSES
    assert (page.total, page.unanswered) == (5, 2)
    outcomes = {one.comment.outcome for heard in page.heard for one in heard.said}
    assert outcomes == {"", "accepted", "done", "declined"}
    was = [one.was for heard in page.heard for one in heard.said if one.was]
    assert was == ["1.1.1 ส่งเสริมเกษตรคาร์บอนต่ำและเกษตรแม่นยำ"]
