"""Whether the demo stands: exit status 0 for yes, 1 for no."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from demo import story


class Command(BaseCommand):
    help = "Exit with 0 when the demo province is complete, with 1 when it is not."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            stands = story.stands()
        except DatabaseError:  # before the first migration
            stands = False
        if not stands:
            sys.exit(1)
