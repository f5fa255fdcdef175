"""Letters that a page hands over: sent by a worker, after what they tell of is stored."""

import smtplib

import pytest
from django.core import mail as outgoing
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from accounts.signing import letters
from common import mail
from common.tasks import send_letter
from tests import factors

pytestmark = pytest.mark.django_db

TEMPLATE = "account_password_changed"


class Silent(BaseEmailBackend):
    """A mail server that does not answer; counts how often it was asked."""

    asked = 0

    def send_messages(self, _messages):
        type(self).asked += 1
        raise smtplib.SMTPServerDisconnected("no answer")


@pytest.fixture
def silent(settings):
    Silent.asked = 0
    settings.EMAIL_BACKEND = f"{__name__}.Silent"
    return Silent


@pytest.fixture
def broker(monkeypatch):
    """What was put into the broker."""
    sent = []

    class Broker:
        def send_task(self, name, args):
            sent.append((name, args))

    monkeypatch.setattr(mail, "current_app", Broker())
    return sent


def hand_over(planner) -> None:
    mail.hand_over(to=planner.email, template=TEMPLATE, context={"user": planner})


def test_it_works(planner, broker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        hand_over(planner)
        assert broker == [], "not before it is stored"
    ((name, (sealed,)),) = broker
    assert name == "common.tasks.send_letter"
    assert planner.email not in sealed
    send_letter.apply(args=[sealed])
    (letter,) = outgoing.outbox
    assert letter.to == [planner.email]
    assert "รหัสผ่านของท่านเปลี่ยนแล้ว" in letter.subject


def test_a_letter_sent_again_after_a_lost_worker_is_the_same_letter(
    planner, broker, settings, django_capture_on_commit_callbacks
):
    """The broker gives a task again when its worker dies after the mail server's yes."""
    settings.SITE_URL = "https://prasan.example:8443/here"
    with django_capture_on_commit_callbacks(execute=True):
        hand_over(planner)
        hand_over(planner)
    (_, (one,)), (_, (another,)) = broker
    for sealed in (one, one, another):
        send_letter.apply(args=[sealed])
    first, again, second = (letter.message()["Message-ID"] for letter in outgoing.outbox)
    assert first == again
    assert first.endswith("@prasan.example>")
    assert second != first


def test_what_is_undone_is_not_told(planner, broker, django_capture_on_commit_callbacks):
    def undo() -> None:
        with transaction.atomic():
            hand_over(planner)
            raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        undo()
    assert broker == []


def test_a_mail_server_that_is_down_is_asked_again_and_given_up(planner, silent, caplog):
    sealed = mail.box(mail.PURPOSE).encrypt(b'{"to": "a@b.example", "subject": "s", "body": "b"}')
    send_letter.apply(args=[sealed.decode()])
    assert silent.asked == 1 + mail.MOST_TRIES
    assert "could not be sent" in caplog.text


def test_the_page_neither_fails_nor_waits_for_the_mail_server(
    client, planner, silent, broker, django_capture_on_commit_callbacks
):
    """A recovery code is used while the mail server is down."""
    factors.app(planner)
    code = factors.codes(planner)[0]
    factors.sign_in(client, "planner")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post("/sign-in/second-step/", {"code": code})
    assert answer.status_code == 302
    assert silent.asked == 0
    assert len(broker) == 1


def test_a_broker_that_is_down_fails_no_page(
    planner, monkeypatch, caplog, django_capture_on_commit_callbacks
):
    class Broken:
        def send_task(self, *_args, **_more):
            raise OSError("no broker")

    monkeypatch.setattr(mail, "current_app", Broken())
    with django_capture_on_commit_callbacks(execute=True):
        letters.tell(planner, "password_changed", {})
    assert "the broker does not answer" in caplog.text


def test_who_has_no_address_gets_no_letter(planner, broker, django_capture_on_commit_callbacks):
    planner.email = ""
    with django_capture_on_commit_callbacks(execute=True):
        letters.tell(planner, "password_changed", {})
    assert broker == []


def test_a_changed_secret_key_still_opens_a_letter_on_its_way(planner, settings):
    sealed = mail.box(mail.PURPOSE).encrypt(b'{"to": "a@b.example", "subject": "s", "body": "b"}')
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another" * 9
    assert mail.opened(sealed.decode()).to == "a@b.example"
