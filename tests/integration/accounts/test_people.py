"""Accounts, agencies, posts and tenures are opened by the administrator, and by nobody else."""

import datetime as dt

import pytest

from accounts import workflow
from accounts.models import DirectRole, User
from accounts.services import agencies, posts, tenures, users
from common.errors import NotAllowed, Refused

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


def test_planners_heads_and_inspectors_open_nothing(
    planner, head, inspector, nakhonsawan, development, head_post
):
    for person in (planner, head, inspector):
        with pytest.raises(NotAllowed):
            opened(person)
        with pytest.raises(NotAllowed):
            agencies.create(area=nakhonsawan, code="y", name_th="ย", sector="local", by=person)
        with pytest.raises(NotAllowed):
            posts.create(agency=development, title_th="ใหม่", by=person)
        with pytest.raises(NotAllowed):
            tenures.begin(post=head_post, user=person, valid_from=DAY, by=person)
        with pytest.raises(NotAllowed):
            users.grant(user=person, role="inspector", by=person)
