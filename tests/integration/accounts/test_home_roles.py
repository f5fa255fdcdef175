"""Home for every role: what waits, in order of date, and what each reads there."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from accounts import selectors
from accounts.models import Post, Tenure, User
from committees.models import Committee, Seat
from common import clock
from jobs.models import Job
from kpis.models import Card, Criteria, Indicator, Result, Round
from kpis.services import criteria, results, rounds
from scorecards.services import snapshots
from tests import factories
from tests.factories import plans
from tests.integration.kpis.reporting import *  # noqa: F403 - fixtures
from tests.integration.kpis.reporting import CUT_OFF, IN_TIME

LONG_AGO = dt.date(2020, 1, 1)


def kinds(user) -> list[str]:
    return [item.kind.split(" · ")[0] for item in home(user).items]


def home(user):
    return selectors.home_page(User.objects.get(pk=user.pk))


def item(user, kind: str):
    return next(one for one in home(user).items if one.kind.startswith(kind))


def opened(signed_in, user) -> str:
    """The page, and that the way to its first item is open to the person."""
    client = signed_in(user)
    answer = client.get("/")
    assert answer.status_code == 200
    first = answer.context["page"].first
    if first:
        assert client.get(first.url).status_code == 200
    return answer.content.decode()


@pytest.fixture
def board(nakhonsawan):
    return Committee.objects.create(
        area=nakhonsawan, type="province_board", name_th="กรมการจังหวัดแบบบูรณาการ",
        valid_from=LONG_AGO,
    )  # fmt: skip


@pytest.fixture
def secretary(board, office):
    post = factories.post(office, "หัวหน้าสำนักงานจังหวัด", "agency_head")
    Seat.objects.create(
        committee=board, post=post, position="member_secretary", sector="regional_state",
        valid_from=LONG_AGO,
    )  # fmt: skip
    return factories.user("secretary", post)


@pytest.fixture
def member(board):
    person = factories.user("member")
    Seat.objects.create(
        committee=board, person=person, position="member", sector="private", valid_from=LONG_AGO
    )
    return person


@pytest.fixture
def district(nakhonsawan):
    return factories.district(nakhonsawan, "6001", "เมืองนครสวรรค์", "Mueang Nakhon Sawan")


@pytest.fixture
def district_officer(district):
    return factories.district_officer(district)


@pytest.fixture
def scored(verified, planner):
    """The nine months' card frozen at a score, and changed since then."""
    snapshots.freeze(
        area=verified.round.area, year=2570, round=verified.round, kind="meeting", by=planner
    )
    Result.objects.filter(pk=verified.pk).update(value=Decimal(10))
    return verified


# -- What waits -----------------------------------------------------------------------------------
def test_an_officer_reports_and_mends_what_came_back(
    signed_in, line, nine, officer, certified, planner
):
    results.return_(result=certified, reason="ขอที่มา", by=planner)
    page = opened(signed_in, officer)
    assert "ขอที่มา" in page
    assert kinds(officer) == ["รายงานผล"]
    assert item(officer, "รายงานผล").due == nine.closes


def test_a_head_certifies(signed_in, line, nine, draft, officer, head):
    results.submit(result=draft, by=officer)
    opened(signed_in, head)
    assert "รับรองผล" in kinds(head)


def test_a_planner_sees_what_is_missing_in_an_open_round(signed_in, line, nine, planner):
    opened(signed_in, planner)
    found = item(planner, "ติดตามการรายงาน")
    assert found.title == "ยังไม่เริ่มรายงาน 1 จาก 1 ตัวชี้วัด"
    assert found.due == nine.closes
    assert home(planner).items[0] == found  # dated things come first


def test_nothing_is_missing_once_all_have_begun(line, nine, draft, planner):
    assert "ติดตามการรายงาน" not in kinds(planner)


def test_a_planner_verifies_also_after_the_round_is_closed(signed_in, certified, planner):
    rounds.lock(round=certified.round, by=planner)
    opened(signed_in, planner)
    found = item(planner, "ตรวจรับผล")
    assert (found.status, found.note) == ("certified", "รอบปิดรับแล้ว ยังตรวจรับหรือส่งกลับได้")


def test_a_card_waits_to_be_agreed_and_says_what_is_missing(signed_in, line, planner):
    opened(signed_in, planner)
    assert item(planner, "ตกลงบัญชีตัวชี้วัด").note == "น้ำหนักรวม 5.00 ต้องเป็น 100.00 จึงจะตกลงได้"
    Criteria.objects.filter(pk=line.pk).update(weight=100)
    assert item(planner, "ตกลงบัญชีตัวชี้วัด").note == "น้ำหนักรวม 100.00 พร้อมตกลง"
    Card.objects.update(status="agreed", agreed_by=planner, agreed_at=timezone.now())
    assert "ตกลงบัญชีตัวชี้วัด" not in kinds(planner)


def test_an_empty_card_and_one_of_a_past_year_wait_for_nobody(nakhonsawan, line, planner):
    Card.objects.filter(pk=line.card_id).update(fiscal_year=2569)
    Card.objects.create(area=nakhonsawan, fiscal_year=2571)
    assert kinds(planner) == []


def test_plans_on_their_way_wait_for_the_office(signed_in, nakhonsawan, planner, head_post):
    plan = plans.draft(nakhonsawan, planner)
    opened(signed_in, planner)
    found = item(planner, "จัดทำแผน")
    assert found.url == f"/60/2570/plan/?version={plan.pk}"
    plans.grown(plan, planner, head_post)
    plans.plans.submit(plan=plan, by=planner)
    assert item(planner, "บันทึกมติต่อแผน").status == "submitted"
    plans.plans.adopt(plan=plan, resolution="มติ", on=CUT_OFF, by=planner)
    assert kinds(planner) == ["ทะเบียนตำแหน่ง"]  # nobody holds the post that hosts it


def test_proposals_wait_to_be_screened(signed_in, nakhonsawan, planner, officer, development):
    for number in range(3):
        plans.project(nakhonsawan, officer, development, code=f"P{number}")
    page = opened(signed_in, planner)
    assert "โครงการที่เสนอไว้ 3 โครงการ" in page
    assert item(planner, "กลั่นกรองโครงการ").url == "/60/2570/projects/?status=proposed"


def test_a_vacant_post_is_named_once_work_waits_there(
    signed_in, line, planner, officer, head, officer_post
):
    assert "ทะเบียนตำแหน่ง" not in kinds(planner)
    Tenure.objects.filter(post=officer_post).update(valid_to=IN_TIME - dt.timedelta(days=1))
    opened(signed_in, planner)
    assert item(planner, "ทะเบียนตำแหน่ง").title == "ตำแหน่งว่าง 1 ตำแหน่งมีงานค้างอยู่"
    Indicator.objects.update(collector=None)
    assert "ทะเบียนตำแหน่ง" not in kinds(planner)


def test_vacant_posts_of_two_areas_are_told_apart(sysadmin, officer_post, officer, phichit):
    there = factories.post(factories.agency(phichit, "สำนักงานที่พิจิตร"), "ตำแหน่งที่พิจิตร")
    factories.user("gone", there)
    Tenure.objects.filter(post__in=[officer_post, there]).update(
        valid_to=IN_TIME - dt.timedelta(days=1)
    )
    assert [one.title for one in home(sysadmin).items if one.kind == "ทะเบียนตำแหน่ง"] == [
        "จังหวัดนครสวรรค์: 1 ตำแหน่งพ้นผู้ดำรงแล้ว ยังไม่มีผู้รับช่วง",
        "จังหวัดพิจิตร: 1 ตำแหน่งพ้นผู้ดำรงแล้ว ยังไม่มีผู้รับช่วง",
    ]
    with translation.override("en"):
        titles = [one.title for one in home(sysadmin).items]
    assert any(title.startswith("Phichit Province: ") for title in titles)


@pytest.mark.parametrize("app", ["projects", "strategies"])
def test_projects_and_entries_of_plans_are_work_too(
    app, nakhonsawan, planner, officer, development, head_post
):
    if app == "projects":
        plans.project(nakhonsawan, officer, development, host_post=head_post)
    else:
        plans.grown(plans.draft(nakhonsawan, planner), planner, head_post)
    assert item(planner, "ทะเบียนตำแหน่ง").title == "ตำแหน่งว่าง 1 ตำแหน่งมีงานค้างอยู่"


def test_a_secretary_freezes_what_is_closed_and_minds_the_seats(
    signed_in, verified, secretary, board
):
    assert "ตรึงสกอร์การ์ด" not in kinds(secretary)
    Seat.objects.create(
        committee=board, represents="ภาคเอกชน", position="member", sector="private",
        valid_from=LONG_AGO, valid_to=IN_TIME + dt.timedelta(days=30),
    )  # fmt: skip
    with clock.at(nine_closed := verified.round.closes + dt.timedelta(days=1)):
        opened(signed_in, secretary)
        assert kinds(secretary) == ["ทะเบียนคณะกรรมการ", "ตรึงสกอร์การ์ด"]
        assert item(secretary, "ทะเบียนคณะกรรมการ").due == IN_TIME + dt.timedelta(days=30)
        snapshots.freeze(
            area=board.area, year=2570, round=verified.round, kind="meeting", by=secretary
        )
        assert nine_closed
        assert kinds(secretary) == ["ทะเบียนคณะกรรมการ"]


def test_a_committee_that_ends_is_named_itself(secretary, board):
    Committee.objects.update(valid_to=IN_TIME + dt.timedelta(days=10))
    assert item(secretary, "ทะเบียนคณะกรรมการ").note == "คณะกรรมการจะสิ้นวาระ"
    Committee.objects.update(valid_to=IN_TIME + dt.timedelta(days=300))
    assert kinds(secretary) == []


def test_who_tends_the_system_sees_accounts_posts_and_failed_work(
    signed_in, sysadmin, officer, officer_post, planner
):
    factories.user("newcomer")
    Tenure.objects.filter(post=officer_post).update(valid_to=IN_TIME - dt.timedelta(days=1))
    now = timezone.now()
    failed = {"kind": "evaluation-report", "subject_id": 1, "status": "failed"}
    Job.objects.create(**failed, key="a", finished_at=now, error="ไม่พบแบบอักษร")
    Job.objects.create(**failed, key="b", finished_at=now, error="ซ่อมแล้ว")
    Job.objects.create(kind="evaluation-report", key="b", subject_id=1)
    page = opened(signed_in, sysadmin)
    assert "บัญชีที่ยังไม่มีตำแหน่ง 2 บัญชี" in page  # the newcomer, and who left the post
    assert "1 ตำแหน่งพ้นผู้ดำรงแล้ว ยังไม่มีผู้รับช่วง" in page
    assert "ไม่พบแบบอักษร" in page
    assert "ซ่อมแล้ว" not in page


def test_a_post_that_somebody_takes_over_soon_has_not_expired(sysadmin, officer, officer_post):
    Tenure.objects.filter(post=officer_post).update(valid_to=IN_TIME - dt.timedelta(days=1))
    person = factories.user("next")
    Tenure.objects.create(post=officer_post, user=person, valid_from=IN_TIME + dt.timedelta(days=5))
    assert "ทะเบียนตำแหน่ง" not in kinds(sysadmin)


# -- What is read ---------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["executive", "member", "secretary"])
def test_leaders_and_members_read_what_changed(signed_in, scored, who, request):
    user = request.getfixturevalue(who)
    page = opened(signed_in, user)
    (panel,) = [one for one in home(user).panels if "since" in one.template]
    (since,) = panel.context["areas"]
    assert since.frozen.reference == "60/2570-1"
    (mover,) = since.exceptions
    assert (mover.before, mover.after) == (Decimal("3.6"), Decimal(2))
    assert since.change == mover.moved
    assert since.gains == ()
    assert "สิ่งที่เปลี่ยนไป" in page
    assert "60/2570-1" in page


def test_lines_that_nobody_reported_are_late_once_the_round_is_closed(
    signed_in, line, nine, executive
):
    page = opened(signed_in, executive)
    assert 'href="/60/2570/scorecard/9/?show=awaited">1 ตัวชี้วัด' in page
    (since,) = home(executive).panels[0].context["areas"]
    assert ([one.place for one in since.late], since.frozen) == (["awaited"], None)
    with clock.at(nine.closes + dt.timedelta(days=1)):
        (since,) = home(executive).panels[0].context["areas"]
        assert [one.place for one in since.late] == ["missing"]
        assert "?show=missing" in opened(signed_in, executive)


def test_without_a_card_the_panel_says_so(signed_in, executive):
    assert "ยังไม่มีบัญชีตัวชี้วัดและรอบรายงานของพื้นที่ท่าน" in opened(signed_in, executive)


def test_an_officer_reads_no_panel(scored, officer, planner):
    assert home(officer).panels == ()
    assert home(planner).panels == ()


def test_an_inspector_reads_what_is_unusual(signed_in, verified, planner, inspector, officer):
    round = verified.round
    made = results.correct(result=verified, by=officer)
    rounds.lock(round=round, by=planner)
    rounds.reopen(round=round, closes=round.closes, reason="ข้อมูลล่าช้า", by=planner)
    page = opened(signed_in, inspector)
    assert "เปิดรอบอีกครั้ง" in page
    assert "เพราะ ข้อมูลล่าช้า" in page
    assert "แก้ผลหลังตรวจรับ" not in page  # a draft is nobody's business yet
    results.submit(result=made, by=officer)
    assert "แก้ผลหลังตรวจรับ" in opened(signed_in, inspector)


def test_criteria_changed_after_the_agreement_are_unusual(signed_in, line, planner, inspector):
    Criteria.objects.filter(pk=line.pk).update(weight=100)
    Card.objects.update(status="agreed", agreed_by=planner, agreed_at=timezone.now())
    line.refresh_from_db()
    criteria.revise(
        line=line, definition=criteria.definition_of(line), reason="ตามมติ",
        effective_from=IN_TIME, by=planner,
    )  # fmt: skip
    page = opened(signed_in, inspector)
    assert "แก้เกณฑ์หรือน้ำหนักหลังตกลงบัญชี" in page
    assert "เพราะ ตามมติ" in page


def test_an_inspector_of_another_area_reads_nothing_of_it(signed_in, verified, planner, phichit):
    rounds.lock(round=verified.round, by=planner)
    rounds.reopen(round=verified.round, closes=verified.round.closes, reason="ข้อมูลล่าช้า", by=planner)
    elsewhere = factories.user("elsewhere", direct="inspector", area=phichit)
    page = opened(signed_in, elsewhere)
    assert "ข้อมูลล่าช้า" not in page
    assert "ไม่มีการเปิดรอบอีกครั้ง" in page


def test_the_way_to_the_search_is_open_and_filled_in(signed_in, inspector):
    page = opened(signed_in, inspector)
    assert "/history/?since_day=21&amp;since_month=5&amp;since_year=2570" in page
    address = "/history/?since_day=21&since_month=5&since_year=2570"
    assert signed_in(inspector).get(address).status_code == 200


def test_a_district_officer_comes_to_the_district(signed_in, district_officer, district):
    page = opened(signed_in, district_officer)
    assert 'href="/6001/2570/district/"' in page
    assert "0 โครงการในปีงบประมาณ 2570" in page


@pytest.mark.parametrize(("who", "words"), [
    ("officer", "เมื่อรอบรายงานเปิด ตัวชี้วัดที่ท่านต้องรายงาน"),
    ("head", "เรื่องที่รอท่านรับรอง"),
    ("planner", "ผลที่รอตรวจรับ"),
    ("executive", "สิ่งที่เปลี่ยนไป"),
    ("member", "สิ่งที่เปลี่ยนไป"),
    ("secretary", "เรื่องที่รอท่านรับรอง"),
    ("district_officer", "เรื่องทั้งหมดที่ทำในอำเภอของท่าน"),
    ("inspector", "เรื่องที่ควรตรวจดู"),
    ("sysadmin", "บัญชีที่ยังไม่มีตำแหน่ง ตำแหน่งที่พ้นผู้ดำรง"),
])  # fmt: skip
def test_an_empty_desk_says_what_comes_to_this_role(signed_in, who, words, request):
    page = opened(signed_in, request.getfixturevalue(who))
    assert "ไม่มีเรื่องที่รอท่าน" in page
    assert words in page


# -- Nothing of others ----------------------------------------------------------------------------
def test_a_planner_elsewhere_sees_nothing_of_it(
    line, nine, nakhonsawan, planner, officer, development, stranger
):
    plans.draft(nakhonsawan, planner)
    plans.project(nakhonsawan, officer, development)
    assert len(kinds(planner)) >= 4
    assert kinds(stranger) == []


# -- Queries --------------------------------------------------------------------------------------
ROLES = [
    "officer", "head", "planner", "executive", "member", "secretary", "district_officer",
    "inspector", "sysadmin",
]  # fmt: skip


@pytest.mark.parametrize("who", ROLES)
def test_as_many_queries_however_much_there_is(who, scored, signed_in, request, nakhonsawan):
    """At most twelve beside those of the frame: the session, the person, the roles, the areas."""
    user = request.getfixturevalue(who)
    planner, post = request.getfixturevalue("planner"), request.getfixturevalue("officer_post")
    client = signed_in(user)

    def counted() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    _more(nakhonsawan, planner, post, scored, 1)
    few = counted()
    assert few <= 12
    _more(nakhonsawan, planner, post, scored, 30)
    assert counted() == few


def test_a_secretary_whose_agency_owes_results_stays_below_the_bar(
    scored, secretary, office, signed_in, nakhonsawan, planner
):
    """The desk of an agency and that of the board on one page."""
    post = factories.post(office, "เจ้าหน้าที่ของสำนักงานจังหวัด", "officer")
    _more(nakhonsawan, planner, post, scored, 3)
    client = signed_in(secretary)
    assert {"รายงานผล", "รับรองผล"} <= set(kinds(secretary))
    with CaptureQueriesContext(connection) as queries:
        client.get("/")
    assert len(queries) <= 12


def _more(area, planner, post: Post, result: Result, number: int) -> None:
    """More of everything that stands on a home page."""
    start = Indicator.objects.count()
    made = Indicator.objects.bulk_create(
        Indicator(area=area, code=f"X{n}", name_th=f"ตัวชี้วัด {n}", collector=post)
        for n in range(start, start + number)
    )
    lines = Criteria.objects.bulk_create(
        Criteria(
            card=result.criteria.card, indicator=one, code=f"9.{one.pk}", weight=1,
            levels=[1, 2, 3, 4, 5],
        )
        for one in made
    )  # fmt: skip
    states = ["returned", "submitted", "certified"]
    Result.objects.bulk_create(
        Result(
            criteria=line, round=result.round, value=n % 5, status=states[n % 3],
            entered_by=result.entered_by,
            certified_by=result.certified_by if n % 3 == 2 else None,
        )
        for n, line in enumerate(lines)
        if number == 1 or n % 4
    )  # fmt: skip
    office = planner.tenures.get().post.agency
    plans.many_projects(area, office, number, prefix=f"M{start}")
    vacant = [factories.post(office, f"ตำแหน่ง {start} {n}") for n in range(number)]
    for n, one in enumerate(vacant):
        plans.project(area, planner_officer(post), post.agency, code=f"V{start}{n}", host_post=one)
    months = range(1 + start % 2, 1 + start % 2 + min(number, 1))
    Round.objects.bulk_create(
        Round(
            area=area, fiscal_year=2570, kind="m", number=month, opens=IN_TIME, closes=IN_TIME,
            cut_off=CUT_OFF,
        )
        for month in months
    )  # fmt: skip
    rounds.lock(round=result.round, by=planner)
    for n in range(number):
        rounds.reopen(round=result.round, closes=result.round.closes, reason=f"เหตุ {n}", by=planner)


def planner_officer(post: Post) -> User:
    """Who may propose for the agency of a post."""
    return post.tenures.first().user if post.tenures.exists() else factories.user("o", post)
