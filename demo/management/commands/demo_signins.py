"""Print the demo's accounts: user name, password, and what to try with each."""

import unicodedata
from typing import Any

from django.core.management.base import BaseCommand

from accounts.models import User
from demo import people


class Command(BaseCommand):
    help = "Print the demo's sign-ins."

    def handle(self, *args: Any, **options: Any) -> None:
        accounts = people.sign_ins()
        known = User.objects.filter(username=people.ADMIN).first()
        if known is None:
            self.stdout.write("The demo is not loaded: manage.py load_demo")
            return
        # Accounts may have been opened with a password of the operator's own.
        own = not known.check_password(people.PASSWORD)
        password = "the one given to load_demo" if own else people.PASSWORD
        self.stdout.write(f"Demo sign-ins (ข้อมูลตัวอย่าง), password of all: {password}")
        for account in accounts:
            role = account.name.removeprefix("ผู้ใช้ตัวอย่าง ")
            self.stdout.write(f"  {account.username:<15} {_pad(role, 30)} {account.what_for_en}")


def _pad(text: str, width: int) -> str:
    """Fill up to a width on a terminal, where Thai marks above and below take no room."""
    shown = sum(unicodedata.category(sign) not in ("Mn", "Me") for sign in text)
    return text + " " * max(width - shown, 0)
