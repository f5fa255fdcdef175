"""Open the installation's first account, the one that nobody else can give."""

import getpass
import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.services import users
from common.errors import Refused

ASKED = {"username": "User name", "name": "Full name", "email": "E-mail"}


class Command(BaseCommand):
    help = (
        "Open the first system administrator's account. Asks for what the environment does not "
        "give: FIRST_ADMIN_USERNAME, FIRST_ADMIN_NAME, FIRST_ADMIN_EMAIL, FIRST_ADMIN_PASSWORD."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: self._asked(name, words) for name, words in ASKED.items()}
        try:
            made = users.first_admin(**given, password=self._password())
        except Refused as refused:
            raise CommandError("; ".join(str(fault) for fault in refused.faults)) from None
        self.stdout.write(f"The account {made.username} is open. Sign in and invite the others.")

    def _asked(self, name: str, words: str) -> str:
        return os.environ.get(f"FIRST_ADMIN_{name.upper()}") or input(f"{words}: ")

    def _password(self) -> str:
        given = os.environ.get("FIRST_ADMIN_PASSWORD")
        if given:
            return given
        typed = getpass.getpass("Password (12 characters at least): ")
        if typed != getpass.getpass("The same again: "):
            raise CommandError("The two passwords differ. Nothing was stored.")
        return typed
