"""Accounts, agencies, posts and tenures are opened by the administrator, and by nobody else."""

import datetime as dt

import pytest

from accounts import workflow
from accounts.models import DirectRole, User
from accounts.services import agencies, posts, tenures, users
from common.errors import NotAllowed, Refused
from provinces.models import Agency, Area
from tests import factories

PASSWORD = "a long enough one"
DAY = dt.date(2026, 10, 1)


def opened(by: User, username: str = "new", password: str = PASSWORD) -> User:
    return users.create(
        username=username,
        name="ผู้ใช้ใหม่",
        email=f"{username}@example.test",
        password=password,
        by=by,
    )


def test_it_works(sysadmin, nakhonsawan):
    office = agencies.create(
        area=nakhonsawan,
        code="x",
        name_th=" สำนักงาน  ใหม่ ",
        sector="regional_state",
        by=sysadmin,
    )
    post = posts.create(agency=office, title_th="นักวิเคราะห์", roles=["planner"], by=sysadmin)
    person = opened(sysadmin)
    tenures.begin(post=post, user=person, valid_from=DAY, by=sysadmin)
    assert office.name_th == "สำนักงาน ใหม่"
    assert person.check_password(PASSWORD)
    assert User.objects.get(pk=person.pk).authority.roles == {"planner"}
    assert workflow.history(post)[0].by == sysadmin


@pytest.mark.parametrize("password", ["short", "newnewnewnew", "password1234"])
def test_a_weak_password_is_refused(sysadmin, password):
    with pytest.raises(Refused) as refused:
        opened(sysadmin, username="newnewnewnew", password=password)
    assert refused.value.faults[0].field == "password"


def test_a_username_stands_once(sysadmin):
    opened(sysadmin)
    with pytest.raises(Refused) as refused:
        opened(sysadmin)
    assert refused.value.faults[0].field == "username"


def test_the_first_administrator_is_the_only_account_nobody_gives(db):
    given = {"name": "ผู้ดูแล", "email": "a@example.test", "password": PASSWORD}
    admin = users.first_admin(username="admin", **given)
    assert admin.authority.roles == {"system_admin"}
    with pytest.raises(Refused, match="มีผู้ดูแลระบบแล้ว"):
        users.first_admin(username="admin2", **given)


def test_direct_roles_are_those_that_no_post_gives(sysadmin, nakhonsawan):
    person = opened(sysadmin)
    users.grant(user=person, role="inspector", area=nakhonsawan, by=sysadmin)
    with pytest.raises(Refused):
        users.grant(user=person, role="inspector", area=nakhonsawan, by=sysadmin)
    with pytest.raises(Refused):
        users.grant(user=person, role="planner", by=sysadmin)
    assert DirectRole.objects.filter(user=person).count() == 1


def test_a_post_has_one_full_holder_a_day_and_any_number_acting(sysadmin, head_post, head):
    person = opened(sysadmin)
    with pytest.raises(Refused, match="ผู้ใช้ head ดำรงตำแหน่งนี้อยู่"):
        tenures.begin(post=head_post, user=person, valid_from=DAY, by=sysadmin)
    tenures.begin(post=head_post, user=person, valid_from=DAY, acting=True, by=sysadmin)
    tenures.end(tenure=head.tenures.get(), on=DAY - dt.timedelta(days=1), by=sysadmin)
    tenures.begin(post=head_post, user=person, valid_from=DAY, by=sysadmin)
    assert head_post.tenures.on(DAY).count() == 2


def test_a_tenure_does_not_end_before_it_begins(sysadmin, head):
    with pytest.raises(Refused, match="ต้องไม่ก่อนวันเริ่ม"):
        tenures.end(tenure=head.tenures.get(), on=dt.date(1999, 1, 1), by=sysadmin)


def test_a_closed_account_does_not_sign_in_again(sysadmin, client):
    person = opened(sysadmin)
    with pytest.raises(Refused):
        users.close(user=person, by=sysadmin, reason=" ")
    users.close(user=person, by=sysadmin, reason="ย้าย")
    assert not client.login(username="new", password=PASSWORD)
    with pytest.raises(Refused, match="ปิดบัญชีของตนเองไม่ได้"):
        users.close(user=sysadmin, by=sysadmin, reason="x")


def test_only_the_administrator_opens_accounts_and_gives_direct_roles(planner, head, inspector):
    for person in (planner, head, inspector):
        with pytest.raises(NotAllowed):
            opened(person)
        with pytest.raises(NotAllowed):
            users.grant(user=person, role="inspector", by=person)


def test_heads_and_inspectors_and_planners_elsewhere_keep_no_register(
    stranger, head, inspector, nakhonsawan, development, head_post
):
    for person in (stranger, head, inspector):
        with pytest.raises(NotAllowed):
            agencies.create(area=nakhonsawan, code="y", name_th="ย", sector="local", by=person)
        with pytest.raises(NotAllowed):
            agencies.update(agency=development, name_th="ย", by=person)
        with pytest.raises(NotAllowed):
            posts.create(agency=development, title_th="ใหม่", by=person)
        with pytest.raises(NotAllowed):
            posts.update(post=head_post, title_th="ใหม่", by=person)
        with pytest.raises(NotAllowed):
            tenures.begin(post=head_post, user=person, valid_from=DAY, by=person)
        with pytest.raises(NotAllowed):
            tenures.end(tenure=head.tenures.get(), on=DAY, by=person)


def test_the_planner_keeps_the_register_of_the_own_area(planner, head, nakhonsawan, officer):
    office = agencies.create(
        area=nakhonsawan, code="y", name_th="สำนักงานใหม่", sector="local", by=planner
    )
    post = posts.create(agency=office, title_th="หัวหน้า", roles=["agency_head"], by=planner)
    tenures.begin(post=post, user=head, valid_from=DAY, by=planner)
    agencies.update(agency=office, phone="056 000 000", name_th="สำนักงานใหม่", by=planner)
    moves = workflow.history(office)
    assert [move.action for move in moves] == ["update", "create"]
    assert moves[0].reason == "โทรศัพท์: – → 056 000 000"
    posts.update(post=post, roles=["agency_head", "officer"], by=planner)
    assert workflow.history(post)[0].reason == (
        "บทบาท: หัวหน้าหน่วยงาน → หัวหน้าหน่วยงาน, เจ้าหน้าที่หน่วยงาน (ผู้จัดเก็บข้อมูล)"
    )


def test_the_register_of_a_district_is_kept_by_its_province(planner, stranger, nakhonsawan):
    district = Area.objects.create(
        kind="district", code="6001", name_th="เมืองนครสวรรค์", province=nakhonsawan
    )
    made = agencies.create(area=district, code="d", name_th="ที่ทำการ", sector="local", by=planner)
    assert made.area == district
    with pytest.raises(NotAllowed):
        agencies.create(area=district, code="e", name_th="อื่น", sector="local", by=stranger)


def test_a_post_stays_in_its_area(sysadmin, planner, head_post, agriculture, phichit):
    elsewhere = factories.agency(phichit, "สำนักงานจังหวัดพิจิตร")
    with pytest.raises(Refused, match="นอกพื้นที่ไม่ได้"):
        posts.update(post=head_post, agency=elsewhere, by=sysadmin)
    posts.update(post=head_post, agency=agriculture, by=planner)
    head_post.refresh_from_db()
    assert head_post.agency == agriculture


def test_past_tenures_of_full_holders_do_not_overlap(sysadmin, head_post, head, officer):
    tenures.end(tenure=head.tenures.get(), on=dt.date(2020, 9, 30), by=sysadmin)
    with pytest.raises(Refused, match=r"ผู้ใช้ head ดำรงตำแหน่งนี้อยู่ตั้งแต่ .* ถึง 30 กันยายน 2563"):
        tenures.begin(
            post=head_post,
            user=officer,
            valid_from=dt.date(2019, 10, 1),
            valid_to=dt.date(2021, 9, 30),
            by=sysadmin,
        )
    with pytest.raises(Refused, match="ต้องไม่ก่อนวันเริ่ม"):
        tenures.begin(
            post=head_post,
            user=officer,
            valid_from=dt.date(2021, 10, 1),
            valid_to=dt.date(2020, 10, 1),
            by=sysadmin,
        )
    tenures.begin(post=head_post, user=officer, valid_from=dt.date(2020, 10, 1), by=sysadmin)
    assert head_post.tenures.count() == 2


def test_nobody_gives_themself_a_post_or_a_role(planner, head_post):
    with pytest.raises(Refused, match="ตนเอง"):
        tenures.begin(post=head_post, user=planner, valid_from=DAY, acting=True, by=planner)
    own = planner.tenures.get().post
    with pytest.raises(Refused, match="ที่ท่านดำรงอยู่"):
        posts.update(post=own, roles=["planner", "agency_head"], by=planner)
    posts.update(post=own, title_th="นักวิเคราะห์ชำนาญการ", roles=["planner"], by=planner)


def test_a_closed_account_takes_no_post(sysadmin, head_post):
    person = opened(sysadmin)
    users.close(user=person, by=sysadmin, reason="ย้าย")
    with pytest.raises(Refused, match="ปิดแล้ว"):
        tenures.begin(post=head_post, user=person, valid_from=DAY, acting=True, by=sysadmin)


def test_an_agency_closes_after_its_last_holder(planner, development, head):
    with pytest.raises(Refused, match="ผู้ใช้ head ยังดำรงตำแหน่ง"):
        agencies.update(agency=development, closed_on=DAY, by=planner)
    tenures.end(tenure=head.tenures.get(), on=DAY, by=planner)
    agencies.update(agency=development, closed_on=DAY, by=planner)
    assert not Agency.objects.open().filter(pk=development.pk).exists()
