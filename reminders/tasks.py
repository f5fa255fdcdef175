"""Celery's door to reminders; every task may run twice."""

from celery import current_app, shared_task

from common.clock import today
from reminders.services import letters

SEND = "reminders.tasks.send"


@shared_task(name="reminders.tasks.remind", expires=3600)
def remind() -> None:
    """Gather the day's reminders and send the letters: each morning."""
    for letter in letters.gather(today()):
        current_app.send_task(SEND, [letter], queue="default")


@shared_task(name=SEND)
def send(letter_id: int) -> None:
    """Send one letter."""
    letters.send(letter_id)


@shared_task(name="reminders.tasks.send_waiting", expires=300)
def send_waiting() -> None:
    """Send what was left: after a mail server was away, or a worker was lost."""
    for letter in letters.waiting():
        letters.send(letter)
