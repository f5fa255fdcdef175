"""Personal data: what is kept, the copy, and forgetting a person without breaking the trail."""

import datetime as dt
import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.db import connection
from django.urls import reverse
from django.utils import translation

from accounts import workflow
from accounts.models import Change, Invitation, Tenure, User
from accounts.personal.kept import KEPT
from accounts.personal.parts import parts
from accounts.services import erasure, invitations, tenures, users
from committees.services import committees, seats
from common import clock
from common.errors import NotAllowed, Refused
from provinces.models import Agency
from tests import factories
from tests.factories import cards

TODAY = dt.date(2027, 7, 20)
NAME = "นามสมมติเพื่อการทดสอบ"


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.at(TODAY):
        yield


@pytest.fixture
def leaver(development, planner, sysadmin) -> User:
    """Somebody who held a post, did things there, and has left it."""
    person = factories.user("leaver", factories.post(development, "นักวิชาการที่พ้นแล้ว", "planner"))
    User.objects.filter(pk=person.pk).update(name=NAME, phone="056 111 222", last_login=clock.now())
    person = User.objects.get(pk=person.pk)
    tenures.begin(
        post=factories.post(development, "ตำแหน่งว่าง"), user=planner, valid_from=TODAY, by=person
    )
    tenures.end(
        tenure=person.tenures.get(), on=TODAY - dt.timedelta(days=1), by=planner, reason="ย้าย"
    )
    users.correct(user=person, by=sysadmin, phone="056 111 223")
    SocialAccount.objects.create(user=person, provider="thaid", uid="digest-of-a-subject")
    EmailAddress.objects.create(user=person, email=person.email)
    return User.objects.get(pk=person.pk)


def erased(leaver: User, sysadmin: User) -> User:
    erasure.erase(user=leaver, by=sysadmin, reason="เจ้าของข้อมูลขอ")
    return User.objects.get(pk=leaver.pk)


def whole_database() -> str:
    """Every row of every table as text."""
    said = []
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names():
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {name} t")  # noqa: S608
            said.append(f"{name}: {cursor.fetchone()[0]}")
    return "\n".join(said)


def test_it_works(signed_in, leaver, sysadmin):
    client = signed_in(leaver)
    page = client.get("/personal-data/").content.decode()
    for one in KEPT:
        assert str(one.what) in page
        assert str(one.how_long) in page
    copy = client.post("/personal-data/copy/")
    assert copy["Content-Type"] == "application/zip"
    assert copy["Content-Disposition"].startswith("attachment")
    assert copy["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(copy.content)) as zipped:
        assert sorted(zipped.namelist()) == ["data.css", "data.html", "data.json"]
        data = json.loads(zipped.read("data.json"))
        html = zipped.read("data.html").decode()
    assert {"รายการ": "ชื่อและนามสกุล", "ข้อมูล": NAME} in data["account"]
    assert data["posts"][0]["ตำแหน่ง"] == "นักวิชาการที่พ้นแล้ว"
    assert [move["สิ่งที่ทำ"] for move in data["moves"]] == ["begin", "export"]
    assert data["about_the_account"][0]["สิ่งที่ทำ"] == "export"
    assert data["identities"][0]["ค่าย่อ"] == "digest-of-a-subject"
    assert NAME in html
    assert "นักวิชาการที่พ้นแล้ว" in html
    assert workflow.history(leaver)[0].action == "export"


def test_the_copy_holds_nobody_else(signed_in, leaver, planner, sysadmin):
    content = signed_in(leaver).post("/personal-data/copy/").content
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        said = zipped.read("data.json").decode() + zipped.read("data.html").decode()
    for other in (planner, sysadmin):
        assert other.name not in said
        assert other.email not in said


def test_the_copy_tells_of_seats(signed_in, officer, planner, nakhonsawan):
    board = committees.create(
        area=nakhonsawan, type="province_board", name_th="ก.บ.จ.", valid_from=TODAY, by=planner
    )
    seats.add(
        committee=board, position="member", sector=Agency.Sector.PRIVATE, person=officer,
        valid_from=TODAY, by=planner,
    )  # fmt: skip
    content = signed_in(officer).post("/personal-data/copy/").content
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        assert json.loads(zipped.read("data.json"))["seats"][0]["คณะกรรมการ"] == str(board)


def test_the_copy_counts_every_place_that_names_the_person(
    nakhonsawan, officer, officer_post, planner
):
    from kpis.services import results
    from kpis.services.results import Entry

    world = cards.world(nakhonsawan, 2570)
    round = world.rounds["9"]
    round.opens, round.closes = dt.date(2027, 7, 1), dt.date(2027, 7, 31)
    round.save()
    line = cards.line(world, "1.1", weight="100", collector=officer_post)
    entry = Entry(value="3", as_of=round.cut_off)
    results.save(criteria=line, round=round, entry=entry, by=officer)
    named = next(part for part in parts(officer) if part.code == "references").rows
    assert ("kpis.result", "entered_by", 1) in named
    assert ("accounts.tenure", "user", 1) in named
    assert not [row for row in named if row[0] in ("kpis.card", "accounts.user_groups")]


def test_the_office_hands_it_out_with_a_reason(signed_in, leaver, sysadmin, planner):
    client = signed_in(sysadmin)
    copy = client.post(f"/accounts/{leaver.pk}/export/", {"reason": "คำขอที่ 1/2570"})
    with zipfile.ZipFile(io.BytesIO(copy.content)) as zipped:
        assert NAME in zipped.read("data.json").decode()
    move = workflow.history(leaver)[0]
    assert (move.action, move.by, move.reason) == ("export", sysadmin, "คำขอที่ 1/2570")
    with pytest.raises(NotAllowed):
        users.export(user=leaver, by=planner, reason="x")


def test_what_is_kept_stands_in_the_security_document():
    said = " ".join(_document().split())
    with translation.override("en"):
        for one in KEPT:
            assert f"| {one.what} | {one.why} | {one.how_long} |" in said


def _document() -> str:
    from django.conf import settings

    return (settings.BASE_DIR / "docs/security.md").read_text()


# -- Forgetting ----------------------------------------------------------------------------------
def test_erasure_leaves_no_name_anywhere(leaver, sysadmin, signed_in):
    signed_in(leaver)
    invitations.invite(email="other@example.test", name="ผู้ใช้ อื่น", by=sysadmin, role="inspector")
    before = whole_database()
    for trace in (NAME, "leaver", "056 111 22", "digest-of-a-subject"):
        assert trace in before
    person = erased(leaver, sysadmin)
    after = whole_database()
    for trace in (NAME, "leaver", "056 111 22", "digest-of-a-subject"):
        assert trace not in after
    assert person.name == f"ผู้ใช้ที่ลบข้อมูลแล้ว #{person.pk}"
    assert not person.is_active
    assert not person.has_usable_password()
    assert person.last_login is None
    assert Invitation.objects.count() == 1


def test_sessions_and_ways_of_signing_in_go(leaver, sysadmin, signed_in, client):
    theirs, ours = signed_in(leaver), signed_in(sysadmin)
    erased(leaver, sysadmin)
    assert theirs.get("/")["Location"].startswith("/sign-in/")
    assert ours.get("/").status_code == 200
    assert Session.objects.count() == 1
    assert not SocialAccount.objects.exists()
    assert not EmailAddress.objects.filter(user=leaver).exists()
    assert not client.login(username="leaver", password="correct horse battery")


def test_an_invitation_to_the_person_goes_too(leaver, sysadmin, development):
    post = factories.post(development, "ตำแหน่งใหม่")
    invitations.invite(email=leaver.email, name=NAME, by=sysadmin, post=post, valid_from=TODAY)
    erased(leaver, sysadmin)
    assert not Invitation.objects.exists()


def test_what_was_decided_stays_under_a_number(leaver, sysadmin, signed_in, planner):
    moved = list(workflow.WorkflowMove.objects.filter(by=leaver).values_list("pk", flat=True))
    trail = list(Change.objects.order_by("pk").values_list("pk", "before", "after", "user_id"))
    tenure = Tenure.objects.get(user=leaver)
    person = erased(leaver, sysadmin)
    assert (
        list(workflow.WorkflowMove.objects.filter(by=person).values_list("pk", flat=True)) == moved
    )
    kept = Change.objects.filter(pk__in=[row[0] for row in trail]).order_by("pk")
    assert list(kept.values_list("pk", "before", "after", "user_id")) == trail
    tenure.refresh_from_db()
    assert str(tenure.user) == person.name
    move = workflow.history(person)[0]
    assert (move.action, move.to_state, move.reason) == ("erase", "erased", "เจ้าของข้อมูลขอ")


def test_the_pages_of_the_past_still_open(leaver, sysadmin, signed_in, planner):
    tenure = Tenure.objects.get(user=leaver)
    post = tenure.post
    erased(leaver, sysadmin)
    client = signed_in(planner)
    for address in (
        f"/60/posts/{post.pk}/",
        f"/60/posts/{post.pk}/handover/?tenure={tenure.pk}",
        f"/history/tenure/{tenure.pk}/",
        f"/history/post/{post.pk}/",
        "/history/?area=60",
        "/60/agencies/",
    ):
        page = client.get(address)
        assert page.status_code == 200, address
        assert NAME not in page.content.decode()
    text = client.get(f"/60/posts/{post.pk}/").content.decode()
    assert f"ผู้ใช้ที่ลบข้อมูลแล้ว #{leaver.pk}" in text
    page = signed_in(sysadmin).get(f"/accounts/{leaver.pk}/")
    assert "ลบข้อมูลแล้ว" in page.content.decode()
    assert f"/accounts/{leaver.pk}/edit/" not in page.content.decode()


def test_the_copy_of_an_erased_account_has_no_name(leaver, sysadmin, signed_in):
    erased(leaver, sysadmin)
    copy = signed_in(sysadmin).post(f"/accounts/{leaver.pk}/export/", {"reason": "ตรวจ"})
    with zipfile.ZipFile(io.BytesIO(copy.content)) as zipped:
        assert NAME not in zipped.read("data.json").decode()


def test_results_and_frozen_scorecards_still_open(
    nakhonsawan, planner, sysadmin, officer_post, officer, head, head_post, signed_in
):
    from kpis.services import results
    from kpis.services.results import Entry
    from scorecards.services import snapshots

    world = cards.world(nakhonsawan, 2570)
    round = world.rounds["9"]
    round.opens, round.closes = dt.date(2027, 7, 1), dt.date(2027, 7, 31)
    round.save()
    line = cards.line(world, "1.1", weight="100", collector=officer_post)
    entry = Entry(value="3", as_of=round.cut_off, notes={"statement": "คำชี้แจง"})
    result = results.save(criteria=line, round=round, entry=entry, by=officer)
    result = results.submit(result=result, by=officer)
    snapshot = snapshots.freeze(
        area=nakhonsawan, year=2570, round=round, kind="meeting", title="ฉบับประชุม", by=planner
    )
    frozen = (snapshot.content, snapshot.sha256)
    tenures.end(tenure=officer.tenures.get(), on=TODAY - dt.timedelta(days=1), by=planner)
    erased(officer, sysadmin)
    snapshot.refresh_from_db()
    assert (snapshot.content, snapshot.sha256) == frozen
    client = signed_in(planner)
    for address in (
        reverse("result_edit", args=["60", 2570, "9", line.pk]),
        reverse("snapshot_detail", args=[snapshot.pk]),
        reverse("scorecard", args=["60", 2570, "9"]),
        reverse("indicator_detail", args=["60", 2570, line.indicator_id]),
    ):
        page = client.get(address)
        assert page.status_code == 200, address
    assert "ผู้ใช้ที่ลบข้อมูลแล้ว" in client.get(f"/history/result/{result.pk}/").content.decode()


def test_who_holds_a_post_is_not_forgotten(signed_in, sysadmin, officer, officer_post):
    page = signed_in(sysadmin).post(f"/accounts/{officer.pk}/erase/", {"reason": "ขอลบ"})
    assert page.status_code == 422
    assert officer_post.title_th in page.content.decode()
    officer.refresh_from_db()
    assert officer.username == "officer"


def test_nor_who_will_hold_one_nor_has_a_seat_or_a_role(
    sysadmin, leaver, planner, nakhonsawan, development, inspector
):
    with pytest.raises(Refused, match="ผู้ตรวจราชการ"):
        erased(inspector, sysadmin)
    board = committees.create(
        area=nakhonsawan, type="province_board", name_th="ก.บ.จ.", valid_from=TODAY, by=planner
    )
    seat = seats.add(
        committee=board, position="member", sector=Agency.Sector.PRIVATE, person=leaver,
        valid_from=TODAY, by=planner,
    )  # fmt: skip
    with pytest.raises(Refused, match=r"ก\.บ\.จ\."):
        erased(leaver, sysadmin)
    type(seat).objects.filter(pk=seat.pk).delete()
    later = TODAY + dt.timedelta(days=30)
    tenures.begin(
        post=factories.post(development, "วันหน้า"), user=leaver, valid_from=later, by=planner
    )
    with pytest.raises(Refused, match="วันหน้า"):
        erased(leaver, sysadmin)


def test_what_is_erased_stays_erased(leaver, sysadmin):
    person = erased(leaver, sysadmin)
    with pytest.raises(Refused, match="ถูกลบแล้ว"):
        users.reopen(user=person, by=sysadmin, reason="x")
    with pytest.raises(Refused, match="ถูกลบแล้ว"):
        users.correct(user=person, by=sysadmin, name="ชื่อเดิม")
    with pytest.raises(Refused, match="ถูกลบแล้ว"):
        erased(person, sysadmin)


def test_only_the_administrator_erases_and_not_themself(leaver, planner, sysadmin, inspector):
    for by in (planner, inspector, leaver):
        with pytest.raises(NotAllowed):
            erasure.erase(user=leaver, by=by, reason="x")
    with pytest.raises(Refused, match="ตนเองไม่ได้"):
        erasure.erase(user=sysadmin, by=sysadmin, reason="x")


def test_the_administrator_erases_on_the_page(signed_in, leaver, sysadmin):
    client = signed_in(sysadmin)
    assert "เรียกคืนไม่ได้" in client.get(f"/accounts/{leaver.pk}/erase/").content.decode()
    done = client.post(f"/accounts/{leaver.pk}/erase/", {"reason": "เจ้าของข้อมูลขอ"})
    assert done["Location"] == f"/accounts/{leaver.pk}/"
    leaver.refresh_from_db()
    assert leaver.erased_at


def test_ended_sessions_are_taken_away_every_day(db, settings):
    from accounts import tasks

    for key, days in (("ended", -1), ("running", 1)):
        Session.objects.create(
            session_key=key, session_data="", expire_date=clock.now() + dt.timedelta(days=days)
        )
    Session.objects.filter(session_key="ended").update(
        expire_date=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    )
    Session.objects.filter(session_key="running").update(
        expire_date=dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    )
    tasks.sweep()
    assert [one.session_key for one in Session.objects.all()] == ["running"]
    named = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert tasks.sweep.name in named


@pytest.mark.parametrize(
    ("language", "yes", "moment", "deed", "kind"),
    [
        ("th", "ใช่", "20 ก.ค. 2570", "ส่งออกสำเนาข้อมูลส่วนบุคคล", "การดำรงตำแหน่ง"),
        ("en", "Yes", "20 Jul 2027 (B.E. 2570)", "Export a copy of personal data", "Tenure"),
    ],
)
def test_the_page_of_the_copy_reads_as_words_and_the_json_as_stored(
    signed_in, leaver, language, yes, moment, deed, kind
):
    client = signed_in(leaver)
    client.cookies["django_language"] = language
    with zipfile.ZipFile(io.BytesIO(client.post("/personal-data/copy/").content)) as zipped:
        data, html = json.loads(zipped.read("data.json")), zipped.read("data.html").decode()
    for one in (f"<td>{yes}</td>", moment, f"<td>{deed}</td>", f"<td>{kind}</td>"):
        assert one in html
    for raw in ("True", "False", "accounts.", "<td>begin</td>", "<td>export", "+00:00", "None"):
        assert raw not in html
    (stored,) = [row for row in data["moves"] if "export" in row.values()]
    assert "accounts.user" in stored.values()
    assert True in [value for row in data["account"] for value in row.values()]
    assert [row for row in data["references"] if "accounts.workflowmove" in row.values()]


def test_a_list_of_columns_is_told_by_their_words(signed_in, planner, nakhonsawan):
    from kpis.services import indicators

    made = indicators.create(area=nakhonsawan, by=planner, name_th="ก")
    indicators.update(indicator=made, by=planner, name_th="ข")
    with zipfile.ZipFile(io.BytesIO(signed_in(planner).post("/personal-data/copy/").content)) as zp:
        data, html = json.loads(zp.read("data.json")), zp.read("data.html").decode()
    assert "<td>ชื่อตัวชี้วัด</td>" in html
    assert "name_th" not in html
    assert "name_th" in [row["เหตุผล"] for row in data["moves"]]
