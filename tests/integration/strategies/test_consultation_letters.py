"""Letters to who is invited to comment: to whom, once each, and again where one failed."""

import datetime as dt

import pytest
from django.core import mail

from accounts import workflow
from accounts.models import Tenure
from common import clock
from common.errors import NotAllowed, Refused
from jobs.models import Job
from jobs.services import worker
from strategies.consultation import letters, selectors
from strategies.services import consultations
from tests import factories
from tests.integration.strategies.consulting import *  # noqa: F403 - fixtures
from tests.integration.strategies.consulting import FIRST, LAST

pytestmark = pytest.mark.django_db


def test_each_invitation_is_written_to_once(
    draft, planner, development, officer, head, chamber, django_capture_on_commit_callbacks
):
    chamber.email = "chamber@example.test"
    chamber.save()
    opened = consultations.open_(
        plan=draft[0], closes=LAST, agencies=[development, chamber],
        introduction="โปรดให้ความเห็น", by=planner,
    )  # fmt: skip
    for job in Job.objects.filter(kind=consultations.LETTER):
        worker.run(job.pk)
        worker.run(job.pk)
    assert sorted(one for letter in mail.outbox for one in letter.to) == [
        "chamber@example.test", "head@example.test", "officer@example.test",
    ]  # fmt: skip
    letter = next(one for one in mail.outbox if one.to == ["officer@example.test"])
    assert letter.subject == (
        "ขอเชิญให้ความเห็นต่อร่าง แผนพัฒนาจังหวัด / Please comment on the draft Provincial plan"
    )
    assert "ให้ความเห็นได้ถึงวันที่ 31 มีนาคม 2570" in letter.body
    assert "until 31 March 2027 (B.E. 2570)" in letter.body
    assert f"/60/plans/{draft[0].pk}/consultation/" in letter.body
    assert not opened.invitations.filter(notified_at__isnull=True).exists()


@pytest.fixture
def three(officer, head, development):
    """A third post in the agency that is asked."""
    return factories.user("third", factories.post(development, "ผู้ช่วย"))


@pytest.fixture
def down(monkeypatch):
    """Addresses at which the mail server does not answer."""
    found, send = [], letters.mail.send

    def perhaps(*, to, **rest):
        if to in found:
            raise OSError("mail server is down")
        send(to=to, **rest)

    monkeypatch.setattr(letters.mail, "send", perhaps)
    return found


def run_letters() -> list[Job]:
    jobs = list(Job.objects.filter(kind=consultations.LETTER, status="queued").order_by("pk"))
    for job in jobs:
        worker.run(job.pk)
        job.refresh_from_db()
    return jobs


def test_a_letter_that_failed_is_sent_again_to_nobody_twice(three, down, opened, chamber, planner):
    chamber.email = "chamber@example.test"
    chamber.save()
    down.append("officer@example.test")
    assert [job.status for job in run_letters()] == ["failed", "done"]
    page = selectors.consultation_page(planner, opened.plan)
    assert page.unsent == 1
    assert "ผู้ใช้ officer" in next(one.failure for one in page.invitations if one.failure)
    down.clear()
    consultations.resend(consultation=opened, by=planner)
    consultations.resend(consultation=opened, by=planner)
    assert [job.status for job in run_letters()] == ["done"]
    assert sorted(one for letter in mail.outbox for one in letter.to) == [
        f"{name}@example.test" for name in ("chamber", "head", "officer", "third")
    ]
    assert selectors.consultation_page(planner, opened.plan).unsent == 0
    assert "resend" in [move.action for move in workflow.history(opened)]
    with pytest.raises(Refused, match="ส่งจดหมายถึงผู้ได้รับเชิญครบแล้ว"):
        consultations.resend(consultation=opened, by=planner)


def test_an_agency_without_an_address_is_told_of_and_tried_again(opened, chamber, planner):
    failed = [job for job in run_letters() if job.status == "failed"]
    assert "ไม่มีอีเมลของผู้ได้รับเชิญ" in failed[-1].error
    assert not opened.invitations.get(agency=chamber).notified_at
    chamber.email = "chamber@example.test"
    chamber.save()
    consultations.resend(consultation=opened, by=planner)
    run_letters()
    assert ["chamber@example.test"] in [letter.to for letter in mail.outbox]


def test_only_the_office_sends_again_and_only_while_it_is_open(opened, officer, planner):
    with pytest.raises(NotAllowed):
        consultations.resend(consultation=opened, by=officer)
    with clock.at(LAST + dt.timedelta(1)), pytest.raises(Refused, match="ปิดรับความเห็นแล้ว"):
        consultations.resend(consultation=opened, by=planner)


def test_the_letter_goes_to_who_holds_a_post_today(opened, development, chamber, officer, head):
    """Who moved here is written to; who moved away, or comes later, is not."""
    yesterday, tomorrow = FIRST - dt.timedelta(1), FIRST + dt.timedelta(1)
    before = factories.post(chamber, "เลขานุการหอการค้า")
    now, next_ = (factories.post(development, name) for name in ("นักวิชาการ", "ผู้ช่วย"))
    moved, comes, left = (factories.user(name) for name in ("moved", "comes", "left"))
    for user, post, since, until in (
        (moved, before, factories.LONG_AGO, yesterday),
        (moved, now, FIRST, None),
        (left, next_, factories.LONG_AGO, yesterday),
        (comes, next_, tomorrow, None),
    ):
        Tenure.objects.create(user=user, post=post, valid_from=since, valid_to=until)
    asked = opened.invitations.get(agency=development)
    assert [who for _, who in letters.recipients(asked)] == [head, moved, officer]
