"""The administration of accounts: found, corrected, given roles, closed and opened again."""

import pytest
from django.core.management import CommandError, call_command
from django.utils.html import escape

from accounts import workflow
from accounts.models import DirectRole, Tenure, User
from accounts.services import users
from common.errors import NotAllowed, Refused
from tests import factories

PASSWORD = "a long enough one"


@pytest.fixture
def other_admin(db) -> User:
    return factories.user("otheradmin", direct="system_admin")


def moves(user: User) -> list[tuple[str, str]]:
    return [(move.action, move.reason) for move in workflow.history(user)]


def test_it_works(signed_in, sysadmin, officer, officer_post, other_admin):
    client = signed_in(sysadmin)
    text = client.get("/accounts/", {"q": "ผู้ใช้  officer"}).content.decode()
    assert f"/accounts/{officer.pk}/" in text
    assert officer_post.title_th in text
    page = client.get(f"/accounts/{officer.pk}/").content.decode()
    assert officer_post.title_th in page
    assert "officer@example.test" in page
    typed = {"name": "ชื่อ  ใหม่", "email": "new@example.test", "phone": "056 000 000"}
    assert client.post(f"/accounts/{officer.pk}/edit/", typed).status_code == 302
    officer.refresh_from_db()
    assert (officer.name, officer.email) == ("ชื่อ ใหม่", "new@example.test")
    assert (
        client.post(f"/accounts/{officer.pk}/roles/new/", {"role": "inspector"}).status_code == 302
    )
    role = officer.direct_roles.get()
    taken = client.post(f"/accounts/{officer.pk}/roles/{role.pk}/take-back/", {"reason": "จบภารกิจ"})
    assert taken.status_code == 302
    assert not officer.direct_roles.exists()
    client.post(f"/accounts/{officer.pk}/close/", {"reason": "ลาออก"})
    officer.refresh_from_db()
    assert not officer.is_active
    client.post(f"/accounts/{officer.pk}/reopen/", {"reason": "กลับมา"})
    officer.refresh_from_db()
    assert officer.is_active
    assert moves(officer) == [
        ("reopen", "กลับมา"),
        ("close", "ลาออก"),
        ("take_back", "จบภารกิจ"),
        ("grant", ""),
        ("correct", "ชื่อและนามสกุล, อีเมล, โทรศัพท์"),
    ]
    page = client.get(f"/accounts/{officer.pk}/").content.decode()
    assert "จบภารกิจ" in page


def test_the_history_names_fields_and_no_values(sysadmin, officer):
    users.correct(user=officer, by=sysadmin, email="secret@example.test", name="ชื่อลับ")
    assert "secret" not in str(moves(officer))
    assert "ชื่อลับ" not in str(moves(officer))


def test_the_menu_of_the_person_leads_there(signed_in, sysadmin, planner, officer):
    menus = {
        who: [address for address in ("/accounts/", "/invitations/") if f'href="{address}"' in page]
        for who, page in (
            (one.username, signed_in(one).get("/").content.decode())
            for one in (sysadmin, planner, officer)
        )
    }
    assert menus == {
        "sysadmin": ["/accounts/", "/invitations/"], "planner": ["/invitations/"], "officer": [],
    }  # fmt: skip


def test_nothing_changed_leaves_no_row(sysadmin, officer):
    users.correct(user=officer, by=sysadmin, name=officer.name)
    assert moves(officer) == []


def test_one_e_mail_leads_to_one_account(signed_in, sysadmin, officer, head):
    page = signed_in(sysadmin).post(
        f"/accounts/{officer.pk}/edit/", {"name": "ก", "email": "HEAD@example.test"}
    )
    assert page.status_code == 422
    assert page.context["form"].errors["email"] == ["อีเมลนี้เป็นของบัญชีอื่นแล้ว"]
    assert 'value="HEAD@example.test"' in page.content.decode()
    officer.refresh_from_db()
    assert officer.email == "officer@example.test"


def test_closing_ends_sessions_at_once(signed_in, sysadmin, officer):
    theirs = signed_in(officer)
    assert theirs.get("/").status_code == 200
    users.close(user=officer, by=sysadmin, reason="ย้าย")
    assert theirs.get("/")["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("deed", ["close", "reopen", "erase", "export"])
def test_a_deed_asks_why(signed_in, sysadmin, officer, deed):
    client = signed_in(sysadmin)
    assert client.get(f"/accounts/{officer.pk}/{deed}/").status_code == 200
    page = client.post(f"/accounts/{officer.pk}/{deed}/", {"reason": "  "})
    assert page.status_code == 422
    assert "โปรดบอกเหตุผล" in page.content.decode()
    officer.refresh_from_db()
    assert officer.is_active
    assert moves(officer) == []


def test_the_services_ask_why_too(sysadmin, officer):
    for verb in (users.close, users.reopen, users.export):
        with pytest.raises(Refused, match="โปรดบอกเหตุผล"):
            verb(user=officer, by=sysadmin, reason=" ")


def test_what_is_closed_is_not_closed_again_nor_what_is_open_opened(sysadmin, officer):
    with pytest.raises(Refused, match="เปิดอยู่แล้ว"):
        users.reopen(user=officer, by=sysadmin, reason="x")
    users.close(user=officer, by=sysadmin, reason="x")
    with pytest.raises(Refused, match="ปิดอยู่แล้ว"):
        users.close(user=officer, by=sysadmin, reason="x")


def test_nobody_gives_or_takes_a_role_of_their_own(sysadmin, other_admin):
    with pytest.raises(Refused, match="แก่ตนเองไม่ได้"):
        users.grant(user=sysadmin, role="inspector", by=sysadmin)
    with pytest.raises(Refused, match="ของตนเองไม่ได้"):
        users.take_back(granted=sysadmin.direct_roles.get(), by=sysadmin)


def test_the_last_administrator_stays(sysadmin, other_admin):
    """Two administrators, each of whom takes the other's role: one of them comes too late."""
    users.take_back(granted=other_admin.direct_roles.get(), by=sysadmin, reason="ย้าย")
    DirectRole.objects.create(user=other_admin, role="system_admin")
    users.close(user=sysadmin, by=other_admin, reason="ย้าย")
    assert other_admin.direct_roles.get().role == "system_admin"
    late = User.objects.get(pk=sysadmin.pk)
    with pytest.raises(Refused, match="ผู้ดูแลระบบคนสุดท้าย"):
        users.close(user=other_admin, by=late, reason="ย้าย")
    with pytest.raises(Refused, match="ผู้ดูแลระบบคนสุดท้าย"):
        users.take_back(granted=other_admin.direct_roles.get(), by=late)


def test_a_closed_account_gets_no_role(sysadmin, officer):
    users.close(user=officer, by=sysadmin, reason="ย้าย")
    with pytest.raises(Refused, match="ปิดอยู่"):
        users.grant(user=officer, role="inspector", by=sysadmin)


def test_an_administrator_of_one_area_does_not_exist(signed_in, sysadmin, officer, nakhonsawan):
    page = signed_in(sysadmin).post(
        f"/accounts/{officer.pk}/roles/new/", {"role": "system_admin", "area": nakhonsawan.pk}
    )
    assert page.status_code == 422
    assert not officer.direct_roles.exists()


@pytest.mark.parametrize("who", ["planner", "executive", "officer", "head", "inspector"])
def test_others_are_told_who_may(request, signed_in, who, other_officer):
    client = signed_in(request.getfixturevalue(who))
    number = other_officer.pk
    for address in (
        "/accounts/",
        f"/accounts/{number}/",
        f"/accounts/{number}/edit/",
        f"/accounts/{number}/roles/new/",
        f"/accounts/{number}/close/",
        f"/accounts/{number}/erase/",
        f"/accounts/{number}/export/",
        "/accounts/999999/",
    ):
        page = client.get(address)
        assert page.status_code == 403, address
        assert "ผู้ดูแลระบบ" in page.content.decode()
        assert other_officer.name not in page.content.decode()
    assert client.post(f"/accounts/{number}/close/", {"reason": "x"}).status_code == 403
    assert "/accounts/" not in client.get("/").content.decode()


def test_the_services_refuse_others(planner, officer, inspector):
    role = DirectRole.objects.create(user=officer, role="inspector")
    for by in (planner, inspector):
        for verb in (users.close, users.reopen, users.export):
            with pytest.raises(NotAllowed):
                verb(user=officer, by=by, reason="x")
        with pytest.raises(NotAllowed):
            users.correct(user=officer, by=by, name="ก")
        with pytest.raises(NotAllowed):
            users.take_back(granted=role, by=by)


def test_no_such_account(signed_in, sysadmin):
    assert signed_in(sysadmin).get("/accounts/999999/").status_code == 404


def test_a_role_under_another_account_is_not_found(signed_in, sysadmin, officer, inspector):
    role = inspector.direct_roles.get()
    address = f"/accounts/{officer.pk}/roles/{role.pk}/take-back/"
    assert signed_in(sysadmin).post(address, {"reason": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ({"q": "OFFICER@"}, True),
        ({"q": "ผู้ใช้ off"}, True),
        ({"q": "head"}, False),
        ({"state": "active"}, True),
        ({"state": "closed"}, False),
        ({"state": "nonsense", "q": "\x00", "page": "x"}, True),
    ],
)
def test_search(signed_in, sysadmin, officer, head, asked, seen):
    page = signed_in(sysadmin).get("/accounts/", asked)
    assert (officer in [row.user for row in page.context["page"].rows]) is seen


def test_nothing_found_says_so(signed_in, sysadmin):
    page = signed_in(sysadmin).get("/accounts/", {"q": "ไม่มีใครชื่อนี้"})
    assert "ไม่พบบัญชีที่ค้นหา" in page.content.decode()


def test_the_list_asks_the_same_of_few_and_of_five_thousand(
    signed_in, sysadmin, officer_post, django_assert_max_num_queries
):
    client = signed_in(sysadmin)
    with django_assert_max_num_queries(12) as few:
        client.get("/accounts/")
    people = User.objects.bulk_create(
        User(username=f"u{n}", name=f"ผู้ใช้ {n:04}", email=f"u{n}@example.test") for n in range(5000)
    )
    Tenure.objects.bulk_create(
        Tenure(post=officer_post, user=one, valid_from=factories.LONG_AGO, acting=True)
        for one in people[::2]
    )
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get("/accounts/?page=3&q=ผู้ใช้")
    assert len(page.context["page"].rows) == 50


def test_an_account_asks_the_same_whatever_it_has_held(
    signed_in, sysadmin, officer, development, django_assert_max_num_queries
):
    client = signed_in(sysadmin)
    client.get(f"/accounts/{officer.pk}/")
    with django_assert_max_num_queries(15) as few:
        client.get(f"/accounts/{officer.pk}/")
    for number in range(20):
        post = factories.post(development, f"ตำแหน่ง {number}")
        Tenure.objects.create(post=post, user=officer, valid_from=factories.LONG_AGO)
    with django_assert_max_num_queries(len(few.captured_queries)):
        page = client.get(f"/accounts/{officer.pk}/")
    assert escape("ตำแหน่ง 19") in page.content.decode()


# -- The first account ---------------------------------------------------------------------------
@pytest.fixture
def told(monkeypatch):
    facts = {"USERNAME": "first", "NAME": "ผู้ดูแล", "EMAIL": "a@example.test", "PASSWORD": PASSWORD}
    for name, value in facts.items():
        monkeypatch.setenv(f"FIRST_ADMIN_{name}", value)
    return monkeypatch


def test_the_first_account_comes_from_a_command(db, told, capsys):
    call_command("first_admin")
    assert User.objects.get(username="first").authority.roles == {"system_admin"}
    assert PASSWORD not in capsys.readouterr().out
    with pytest.raises(CommandError, match="มีผู้ดูแลระบบแล้ว"):
        call_command("first_admin")


def test_the_command_asks_for_what_it_is_not_told(db, told):
    told.delenv("FIRST_ADMIN_PASSWORD")
    told.delenv("FIRST_ADMIN_NAME")
    told.setattr("builtins.input", lambda words: "ผู้ที่ถูกถาม")
    told.setattr("getpass.getpass", lambda words: PASSWORD)
    call_command("first_admin")
    assert User.objects.get().name == "ผู้ที่ถูกถาม"


def test_the_command_refuses_two_passwords_and_weak_ones(db, told):
    told.setenv("FIRST_ADMIN_PASSWORD", "short")
    with pytest.raises(CommandError):
        call_command("first_admin")
    told.delenv("FIRST_ADMIN_PASSWORD")
    typed = iter(["one thing to type", "another thing to type"])
    told.setattr("getpass.getpass", lambda words: next(typed))
    with pytest.raises(CommandError, match="differ"):
        call_command("first_admin")
    assert not User.objects.exists()
