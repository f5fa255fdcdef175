"""Celery's door to what all apps share: letters that a page has written."""

import logging
from typing import Any

from celery import shared_task

from common import mail

logger = logging.getLogger(__name__)


@shared_task(bind=True, name=mail.TASK, max_retries=mail.MOST_TRIES)
def send_letter(task: Any, sealed: str) -> None:
    """Send a letter; a mail server that does not answer is asked again later, then given up."""
    try:
        mail.deliver(mail.opened(sealed))
    except mail.UNSENT as fault:
        if task.request.retries >= mail.MOST_TRIES:
            logger.exception("a letter could not be sent, however often it was tried")
            return
        raise task.retry(exc=fault, countdown=mail.wait(task.request.retries)) from fault
