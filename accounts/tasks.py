"""Celery's door to accounts: what happens by itself, once a day."""

from celery import shared_task

from accounts.services import sign_ins


@shared_task(name="accounts.tasks.forget_old_sign_ins", expires=3600)
def forget_old_sign_ins() -> None:
    """Delete sign-in events that are older than the setting says."""
    sign_ins.forget_old()
