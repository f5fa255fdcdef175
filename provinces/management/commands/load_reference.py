"""Load areas, clusters, districts and plan templates; may run at any time, any number of times."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from common import slots
from common.facts import telling


class Command(BaseCommand):
    help = "Add or correct the reference data that ships with the product. Deletes nothing."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        with telling(url="command:load_reference"):
            self._load(options)

    def _load(self, options: dict[str, Any]) -> None:
        changed = 0
        for load in slots.reference_data:
            for loaded in load():
                changed += loaded.added + loaded.corrected
                if options["verbosity"]:
                    self.stdout.write(
                        f"{loaded.what}: {loaded.added} added, {loaded.corrected} corrected, "
                        f"{loaded.unchanged} as they were"
                    )
        if options["verbosity"]:
            self.stdout.write("Reference data loaded." if changed else "Nothing to change.")
