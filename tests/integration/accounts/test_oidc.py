"""Signing in with OpenID Connect, against a real provider on this machine."""

import datetime as dt
import os
import re
import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.core import mail
from django.core.cache import cache
from django.test import Client

from accounts import workflow
from accounts.invitations import letters
from accounts.models import Invitation, User
from accounts.oidc.config import MisconfiguredError, providers
from accounts.oidc.provider import Adapter, identity
from accounts.services import identities, invitations, users
from common.errors import NotAllowed, Refused

BEGIN = "/sign-in/with/thaid/"
SUBJECT = "1-2345-67890-12-3"


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


@pytest.fixture
def linked(officer, issuer) -> User:
    """An officer whose account is linked with SUBJECT."""
    SocialAccount.objects.create(user=officer, provider="thaid", uid=identity(issuer, SUBJECT))
    return officer


def sent_to(client: Client, **body) -> str:
    """The provider's address to which the sign-in page leads."""
    answer = client.post(BEGIN, body)
    assert answer.status_code == 302
    return answer["Location"]


def agreed(address: str, subject: str = SUBJECT) -> str:
    """What the provider answers: the path with the code, to which the browser is led back."""
    answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=10)
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def invited(by: User, **offer) -> Invitation:
    return invitations.invite(email="new@example.test", name="ผู้ใช้ คนใหม่", by=by, **offer)


def came(invitation: Invitation, client: Client) -> Client:
    mail.outbox.clear()
    letters.send(invitation.pk)
    client.get(re.search(r"https?://[^/\s]+(/invitation/[^\s]+)", mail.outbox[0].body)[1])
    return client


def test_it_works(client, provider, linked):
    page = client.get("/sign-in/").content.decode()
    assert "เข้าสู่ระบบด้วย ThaiD" in page
    answer = client.get(agreed(sent_to(client, next="/permissions/")))
    assert answer["Location"] == "/permissions/"
    assert client.get("/").context["user"] == linked


def test_the_question_carries_state_nonce_and_pkce_and_asks_for_nothing_else(client, provider, db):
    asked = parse_qs(urlsplit(sent_to(client)).query)
    assert asked["scope"] == ["openid"]
    assert asked["code_challenge_method"] == ["S256"]
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[name][0]) >= 16
    again = parse_qs(urlsplit(sent_to(client)).query)
    assert asked["nonce"] != again["nonce"]


def test_nothing_is_kept_of_the_answer(client, provider, linked):
    client.get(agreed(sent_to(client)))
    kept = SocialAccount.objects.get()
    assert kept.extra_data == {}
    assert SUBJECT not in kept.uid
    assert not SocialToken.objects.exists()


def test_an_unknown_identity_opens_no_account_and_says_whom_to_ask(client, provider, linked):
    number = User.objects.count()
    page = client.get(agreed(sent_to(client), "somebody else"))
    assert page.status_code == 403
    assert "โปรดขอให้ผู้ดูแลระบบของจังหวัดส่งคำเชิญ" in page.content.decode()
    assert User.objects.count() == number
    assert client.get("/").status_code == 302


def test_an_identity_with_the_e_mail_of_an_account_is_unknown_all_the_same(
    client, provider, issuer, officer
):
    claims = {"email": officer.email, "email_verified": True}
    requests.put(f"{issuer}/users/impostor", json=claims, timeout=10)
    assert client.get(agreed(sent_to(client), "impostor")).status_code == 403
    assert not SocialAccount.objects.exists()


def test_the_same_subject_of_another_issuer_is_somebody_else(client, provider, officer):
    uid = identity("https://another.example", SUBJECT)
    SocialAccount.objects.create(user=officer, provider="thaid", uid=uid)
    assert client.get(agreed(sent_to(client))).status_code == 403


def test_a_closed_account_stays_out(client, provider, linked, sysadmin):
    users.close(user=linked, by=sysadmin, reason="ย้าย")
    page = client.get(agreed(sent_to(client)))
    assert page.status_code == 403
    assert "บัญชีนี้ถูกระงับ" in page.content.decode()
    assert client.get("/").status_code == 302


def test_a_wrong_state_is_refused(client, provider, linked):
    back = agreed(sent_to(client))
    page = client.get(re.sub(r"state=[^&]+", "state=made-up", back))
    assert page.status_code == 401
    assert "โปรดเริ่มเข้าสู่ระบบใหม่" in page.content.decode()
    assert client.get("/").status_code == 302


def test_an_answer_in_another_browser_is_refused(client, provider, linked):
    back = agreed(sent_to(client))
    other = Client()
    assert other.get(back).status_code == 401
    assert other.get("/").status_code == 302


def test_a_wrong_nonce_is_refused(client, provider, linked):
    """An answer to another question, put under the state of this one."""
    address = sent_to(client)
    page = client.get(agreed(re.sub(r"nonce=[^&]+", "nonce=of-another-question", address)))
    assert page.status_code == 401
    assert client.get("/").status_code == 302


def test_an_answer_works_once(client, provider, linked):
    back = agreed(sent_to(client))
    assert client.get(back).status_code == 302
    client.post("/sign-out/")
    assert client.get(back).status_code == 401


def test_a_token_signed_by_somebody_else_is_refused(client, provider, linked, monkeypatch):
    import jwt
    from cryptography.hazmat.primitives.asymmetric import rsa

    back = agreed(sent_to(client))
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    real = Adapter.get_access_token_data

    def forged(self, *args, **kwargs):
        data = real(self, *args, **kwargs)
        head = jwt.get_unverified_header(data["id_token"])
        claims = jwt.decode(data["id_token"], options={"verify_signature": False})
        return {**data, "id_token": jwt.encode(claims, key, algorithm="RS256", headers=head)}

    monkeypatch.setattr(Adapter, "get_access_token_data", forged)
    assert client.get(back).status_code == 401
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("answer", [{}, {"id_token": "nonsense"}, {"id_token": "a.b.c"}])
def test_a_broken_answer_is_refused(client, provider, linked, monkeypatch, answer):
    back = agreed(sent_to(client))
    monkeypatch.setattr(
        Adapter, "get_access_token_data", lambda *args, **kwargs: {"access_token": "x", **answer}
    )
    assert client.get(back).status_code == 401


def described(issuer: str) -> dict[str, str]:
    """What a provider says of itself."""
    found: dict[str, str] = requests.get(
        f"{issuer}/.well-known/openid-configuration", timeout=10
    ).json()
    return found


def test_another_issuer_than_the_configured_one_is_refused(
    client, provider, linked, settings, monkeypatch
):
    back = agreed(sent_to(client))
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] += "/another"
    monkeypatch.setattr(Adapter, "openid_config", described(provider.issuer))
    assert client.get(back).status_code == 401


def test_who_says_no_at_the_provider_is_told_that_nothing_changed(client, provider, linked):
    state = parse_qs(urlsplit(sent_to(client)).query)["state"][0]
    page = client.get(f"{BEGIN}back/?error=access_denied&state={state}")
    assert page.status_code == 401
    assert "ท่านยกเลิกการยืนยันตัวตนกับ ThaiD" in page.content.decode()


def test_a_provider_that_is_down_is_told(client, settings, db):
    from tests.identities import at

    at(settings, "http://localhost:9")
    page = client.post(BEGIN)
    assert page.status_code == 503
    assert "ThaiD ไม่ตอบในขณะนี้" in page.content.decode()


def test_a_provider_that_went_down_meanwhile_is_told(client, provider, linked, monkeypatch):
    back = agreed(sent_to(client))

    def down(*args, **kwargs):
        raise requests.ConnectionError

    monkeypatch.setattr(Adapter, "get_access_token_data", down)
    assert client.get(back).status_code == 503


def test_nothing_is_shown_where_none_is_configured(client, db):
    assert "with-provider" not in client.get("/sign-in/").content.decode()
    assert client.post(BEGIN).status_code == 404
    assert client.get(f"{BEGIN}back/?code=x&state=y").status_code == 404


def test_a_row_in_the_database_makes_no_provider(client, db):
    SocialApp.objects.create(
        provider="openid_connect", provider_id="thaid", name="x", client_id="x",
        settings={"server_url": "http://localhost:9"},
    )  # fmt: skip
    assert client.post(BEGIN).status_code == 404


def test_the_way_there_takes_a_form_and_no_other_site_comes_next(client, provider, linked):
    assert client.get(BEGIN).status_code == 405
    answer = client.get(agreed(sent_to(client, next="https://evil.example/")))
    assert answer["Location"] == "/"


def test_parameters_of_the_address_change_nothing(client, provider, db):
    answer = client.post(f"{BEGIN}?process=connect&scope=email,phone&auth_params=nonce%3Dx")
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert asked["scope"] == ["openid"]
    assert asked["nonce"] != ["x"]


def test_somebody_signed_in_does_not_link_alone(signed_in, provider, officer):
    client = signed_in(officer)
    address = client.post(f"{BEGIN}?process=connect", {"process": "connect"})["Location"]
    assert client.get(agreed(address, "unlinked")).status_code == 403
    assert not SocialAccount.objects.exists()


# -- Linking -------------------------------------------------------------------------------------
def test_an_invitation_opens_an_account_with_an_identity(client, provider, sysadmin, nakhonsawan):
    invitation = invited(sysadmin, role="inspector", area=nakhonsawan)
    page = came(invitation, client).get("/invitation/").content.decode()
    assert "ดำเนินการต่อด้วย ThaiD" in page
    sent = client.post("/invitation/", {"username": "newcomer", "provider": "thaid"})
    assert client.get(agreed(sent["Location"]))["Location"] == "/"
    person = User.objects.get(username="newcomer")
    assert client.get("/").context["user"] == person
    assert not person.has_usable_password()
    assert person.direct_roles.get().area == nakhonsawan
    assert [move.action for move in workflow.history(person)] == ["link", "grant", "create"]
    client.post("/sign-out/")
    assert client.get(agreed(sent_to(client)))["Location"] == "/"


def test_a_user_name_that_is_taken_is_told_before_the_way(client, provider, sysadmin):
    came(invited(sysadmin), client)
    page = client.post("/invitation/", {"username": "SYSADMIN", "provider": "thaid"})
    assert page.status_code == 422
    assert "มีผู้ใช้ชื่อผู้ใช้นี้แล้ว" in page.content.decode()
    assert client.post("/invitation/", {"username": "", "provider": "thaid"}).status_code == 422
    assert client.post("/invitation/", {"username": "a", "provider": "none"}).status_code == 404


def test_an_identity_of_another_account_does_not_accept(client, provider, sysadmin, linked):
    came(invited(sysadmin), client)
    sent = client.post("/invitation/", {"username": "newcomer", "provider": "thaid"})
    back = client.get(agreed(sent["Location"]))
    assert back["Location"] == "/invitation/"
    assert "เชื่อมกับบัญชีอื่นแล้ว" in client.get("/invitation/").content.decode()
    assert not User.objects.filter(username="newcomer").exists()


def test_an_invitation_revoked_meanwhile_links_nothing(client, provider, sysadmin):
    invitation = invited(sysadmin)
    came(invitation, client)
    sent = client.post("/invitation/", {"username": "newcomer", "provider": "thaid"})
    invitations.revoke(invitation=invitation, by=sysadmin)
    assert client.get(agreed(sent["Location"]))["Location"] == "/invitation/"
    assert not User.objects.filter(username="newcomer").exists()
    assert not SocialAccount.objects.exists()


def test_an_account_is_linked_by_who_is_signed_in_to_it(
    signed_in, client, provider, sysadmin, officer
):
    asked = signed_in(sysadmin).post(f"/accounts/{officer.pk}/link/")
    assert asked["Location"] == f"/accounts/{officer.pk}/"
    invitation = Invitation.objects.get(user=officer, links=True)
    came(invitation, client)
    assert client.post("/invitation/", {"provider": "thaid"}).status_code == 422
    theirs = came(invitation, signed_in(officer))
    sent = theirs.post("/invitation/", {"provider": "thaid"})
    assert theirs.get(agreed(sent["Location"]))["Location"] == "/"
    assert SocialAccount.objects.get().user == officer
    assert client.get(agreed(sent_to(client)))["Location"] == "/"
    assert client.get("/").context["user"] == officer


def test_an_account_without_a_password_is_linked_by_the_letter(client, provider, sysadmin, officer):
    officer.set_unusable_password()
    officer.save()
    invitation = invitations.offer_link(user=officer, by=sysadmin)
    sent = came(invitation, client).post("/invitation/", {"provider": "thaid"})
    assert client.get(agreed(sent["Location"]))["Location"] == "/"
    assert SocialAccount.objects.get().user == officer


def test_an_account_with_an_identity_is_linked_by_who_is_signed_in_to_it(
    signed_in, client, provider, sysadmin, officer
):
    officer.set_unusable_password()
    officer.save()
    SocialAccount.objects.create(user=officer, provider="dopa", uid="digest of another provider")
    invitation = invitations.offer_link(user=officer, by=sysadmin)
    page = came(invitation, client).get("/invitation/")
    assert page.context["needs_sign_in"]
    assert client.post("/invitation/", {"provider": "thaid"}).status_code == 422
    with pytest.raises(Refused, match="เข้าสู่ระบบด้วยบัญชีที่ได้รับเชิญ"):
        identities.accept(
            invitation=invitation, username="", signed_in=None, provider="thaid", uid="x"
        )
    theirs = came(invitation, signed_in(officer))
    sent = theirs.post("/invitation/", {"provider": "thaid"})
    assert theirs.get(agreed(sent["Location"]))["Location"] == "/"
    assert SocialAccount.objects.filter(user=officer).count() == 2


def test_one_identity_of_a_provider_an_account(signed_in, provider, sysadmin, linked):
    invitation = invitations.offer_link(user=linked, by=sysadmin)
    client = came(invitation, signed_in(linked))
    sent = client.post("/invitation/", {"provider": "thaid"})
    client.get(agreed(sent["Location"], "a second one"))
    assert SocialAccount.objects.count() == 1
    invitation.refresh_from_db()
    assert invitation.accepted_at is None


def test_the_administrator_unlinks_with_a_reason(signed_in, client, provider, sysadmin, linked):
    office = signed_in(sysadmin)
    assert "ThaiD" in office.get(f"/accounts/{linked.pk}/").content.decode()
    address = f"/accounts/{linked.pk}/identities/{SocialAccount.objects.get().pk}/unlink/"
    assert office.post(address, {"reason": ""}).status_code == 422
    assert office.post(address, {"reason": "เปลี่ยนผู้ถือ"}).status_code == 302
    assert not SocialAccount.objects.exists()
    assert workflow.history(linked)[0].reason == "เปลี่ยนผู้ถือ"
    assert client.get(agreed(sent_to(client))).status_code == 403


def test_others_link_and_unlink_nothing(planner, inspector, linked, signed_in):
    found = SocialAccount.objects.get()
    for by in (planner, inspector):
        with pytest.raises(NotAllowed):
            identities.unlink(identity=found, by=by, reason="x")
        with pytest.raises(NotAllowed):
            invitations.offer_link(user=linked, by=by)
        assert signed_in(by).post(f"/accounts/{linked.pk}/link/").status_code == 403


def test_a_closed_account_or_one_without_e_mail_is_not_linked(sysadmin, officer, head):
    users.close(user=officer, by=sysadmin, reason="ย้าย")
    with pytest.raises(Refused, match="ปิดอยู่"):
        invitations.offer_link(user=officer, by=sysadmin)
    User.objects.filter(pk=head.pk).update(email="")
    with pytest.raises(Refused, match="ไม่มีอีเมล"):
        invitations.offer_link(user=User.objects.get(pk=head.pk), by=sysadmin)


# -- Configuration -------------------------------------------------------------------------------
SINGLE = {"name": "ThaiD", "issuer": "https://id.example/", "client_id": "a", "client_secret": "b"}


def test_one_provider_from_plain_names_or_several_from_a_list():
    (one,) = providers("", SINGLE)
    assert (one.id, one.issuer) == ("oidc", "https://id.example")
    assert one.form_targets == ["https://id.example"]
    listed = '[{"id": "thaid", "name": "ThaiD", "issuer": "https://id.example/x", "client_id": "a",'
    listed += ' "client_secret": "b", "origins": ["https://login.example/path"]}]'
    (one,) = providers(listed, {})
    assert one.form_targets == ["https://id.example", "https://login.example"]
    assert providers("", {"name": "ThaiD", "issuer": ""}) == ()


@pytest.mark.parametrize(
    ("several", "single"),
    [
        ("not json", {}),
        ("{}", {}),
        ('["x"]', {}),
        ('[{"id": "a"}]', {}),
        ("", {**SINGLE, "client_secret": ""}),
        ("", {**SINGLE, "issuer": "http://id.example"}),
        ("", {**SINGLE, "issuer": "https://id.example; script-src *"}),
        ("", {**SINGLE, "id": "A b"}),
    ],
)
def test_what_cannot_work_is_said_at_the_start(several, single):
    with pytest.raises(MisconfiguredError):
        providers(several, single)


def policy_of(**environment: str) -> "subprocess.CompletedProcess[str]":
    """Where forms may lead, as a process with this environment reads it."""
    asked = "from django.conf import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES'])"
    return subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
    )  # fmt: skip


def test_forms_lead_to_a_configured_provider_and_to_nobody_else():
    given = {f"OIDC_{name.upper()}": value for name, value in SINGLE.items()}
    assert "'form-action': [\"'self'\", 'https://id.example']" in policy_of(**given).stdout
    assert "'form-action': [\"'self'\"]" in policy_of().stdout
    half = policy_of(**{**given, "OIDC_CLIENT_SECRET": ""})
    assert "The providers of identities are not usable: a provider lacks client_secret" in (
        half.stderr
    )


def test_the_day_of_the_link_is_shown(signed_in, sysadmin, linked, provider):
    SocialAccount.objects.update(date_joined=dt.datetime(2027, 7, 20, tzinfo=dt.UTC))
    assert "20 ก.ค. 2570" in signed_in(sysadmin).get(f"/accounts/{linked.pk}/").content.decode()
