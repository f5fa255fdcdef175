"""`manage.py build_fonts`: the printer's fonts, one file per weight."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.pdf.fonts import FontsMissing, ensure_fonts, font_dir


class Command(BaseCommand):
    help = "Merges the packaged Sarabun subsets into one font file per weight for printing."

    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = ensure_fonts()
        except FontsMissing as fault:
            raise CommandError(str(fault)) from fault
        state = "made" if made else "up to date"
        self.stdout.write(f"Fonts in {font_dir()}: {state}")
