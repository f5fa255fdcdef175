"""Letters by e-mail: plain text, Thai first and English below, because nobody knows who reads.

Who works for somebody that waits for a page hands the letter to a worker (`hand_over`); who is a
worker sends it (`send`) and looks after its own failures (UNSENT).
"""

import json
import logging
import smtplib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from email.utils import make_msgid
from typing import Any

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template import Context
from django.template.loader import get_template
from django.utils.translation import override
from kombu.exceptions import OperationalError

from common.sealing import box

logger = logging.getLogger(__name__)

RULE = "\n\n" + "–" * 40 + "\n\n"
# What a mail server raises that does not answer or does not take a letter.
UNSENT = (OSError, smtplib.SMTPException)
# A worker tries again so often, after one minute, two, four …: half an hour in all.
MOST_TRIES = 5
FIRST_WAIT = 60
TASK = "common.tasks.send_letter"
# Letters carry links that open an account: what lies in the broker is encrypted.
PURPOSE = b"letters on their way to a worker"


@dataclass(frozen=True)
class Letter:
    """A letter as it is sent."""

    to: str
    subject: str
    body: str
    headers: dict[str, str] = field(default_factory=dict)


def send(
    *,
    to: str,
    template: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> None:
    """Send the letter `templates/mail/<template>.txt` to one address, now.

    The first line of the template is the subject; the rest, after an empty line, the text. The
    template gets `SITE_URL` besides its context. headers: further ones, such as List-Unsubscribe.
    Raises UNSENT: the caller decides whether to try again.
    """
    deliver(written(to=to, template=template, context=context, headers=headers))


def hand_over(*, to: str, template: str, context: Mapping[str, Any]) -> None:
    """The same by a worker, once what it tells of is stored: the page waits for no mail server."""
    # The same letter sent twice after a lost worker is recognised as one.
    headers = {"Message-ID": make_msgid(domain=host())}
    letter = written(to=to, template=template, context=context, headers=headers)
    sealed = box(PURPOSE).encrypt(json.dumps(asdict(letter)).encode())
    transaction.on_commit(lambda: _ask_a_worker(template, sealed.decode()))


def written(
    *,
    to: str,
    template: str,
    context: Mapping[str, Any],
    headers: Mapping[str, str] | None = None,
) -> Letter:
    """The letter in both languages."""
    subjects, texts = zip(
        *(_written(template, context, code) for code in ("th", "en")), strict=True
    )
    return Letter(to, " / ".join(subjects), RULE.join(texts) + "\n", dict(headers or {}))


def deliver(letter: Letter) -> None:
    """Give a letter to the mail server."""
    EmailMessage(letter.subject, letter.body, to=[letter.to], headers=letter.headers).send()


def opened(sealed: str) -> Letter:
    """A letter that was handed over."""
    return Letter(**json.loads(box(PURPOSE).decrypt(sealed.encode())))


def host() -> str:
    """Where letters come from, as their numbers say it."""
    return settings.SITE_URL.split("://", 1)[-1].split("/")[0].split(":")[0] or "prasan"


def wait(tries: int) -> int:
    """Seconds until the next try."""
    return FIRST_WAIT * 2**tries


def _ask_a_worker(template: str, sealed: str) -> None:
    """What happened has happened, whether or not the broker answers: the log says what was lost."""
    try:
        current_app.send_task(TASK, args=[sealed])
    except (OperationalError, OSError):
        logger.exception("letter %s was not handed over: the broker does not answer", template)


def _written(template: str, context: Mapping[str, Any], language: str) -> tuple[str, str]:
    with override(language):
        # A letter is plain text: a name with & or < in it stays as it is.
        facts = Context({**context, "SITE_URL": settings.SITE_URL}, autoescape=False)
        found: Any = get_template(f"mail/{template}.txt")
        whole = found.template.render(facts).strip()
    subject, _, text = whole.partition("\n")
    return subject.strip(), text.strip()
