"""Letters about an account: what was changed, so that its owner notices what somebody else did."""

import logging
from collections.abc import Mapping
from smtplib import SMTPException
from typing import Any

from common import mail

log = logging.getLogger(__name__)


def tell(user: Any, letter: str, context: Mapping[str, Any]) -> None:
    """Send `templates/mail/account_<letter>.txt` to the address of an account, where it has one.

    What happened has happened: a mail server that does not answer is written to the log, and the
    person sees the change among the events of the account.
    """
    if user.email:
        send(user.email, letter, {"user": user, **context})


def send(to: str, letter: str, context: Mapping[str, Any]) -> None:
    """The same to an address."""
    try:
        mail.send(to=to, template=f"account_{letter}", context=context)
    except (OSError, SMTPException):
        log.exception("letter %s could not be sent", letter)
