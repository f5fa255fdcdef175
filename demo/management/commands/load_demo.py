"""Build the demo province. May run again: what stands is left alone."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.trail.context import acting
from demo import people, story

REASON = "สร้างข้อมูลตัวอย่าง"


class Command(BaseCommand):
    help = "Load the demo province (Nakhon Sawan, fiscal years 2548 and 2570); marked as sample."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--password",
            default="",
            help="password of the demo's accounts; required outside of the embedded default",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        password = options["password"]
        if not settings.EMBEDDED and not password:
            raise CommandError(
                "This is not the embedded default, where the demo's password is printed for "
                "everybody. Give one of your own: manage.py load_demo --password …"
            )
        added = 0
        for name, build in story.parts(password or people.PASSWORD):
            with acting(reason=REASON, machine="command:load_demo"), transaction.atomic():
                told = build()
            added += sum(built.added for built in told)
            if options["verbosity"]:
                what = ", ".join(f"{b.added} {b.what}" for b in told if b.added)
                self.stdout.write(f"{name}: {'added ' + what if what else 'nothing to add'}")
        self.stdout.write("The demo is loaded." if added else "The demo stood; nothing changed.")
