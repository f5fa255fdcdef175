"""Measure the product against its bars (`bin/bench`)."""

import signal
import sys
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from demo.bench import machine
from demo.bench.database import own_database
from demo.bench.sizes import FULL, TINY
from demo.bench.suite import SUITE
from demo.bench.table import Measure, table
from demo.bench.world import Bench, the_day


class Command(BaseCommand):
    help = "Measure the product against its bars and print a table; losses are named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", metavar="NAME", help=f"{' '.join(SUITE)} (all)")
        parser.add_argument(
            "--tiny", action="store_true", help="only see that it runs: the figures say nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        names = options["names"] or list(SUITE)
        if unknown := set(names) - set(SUITE):
            raise CommandError(f"There is no {', '.join(unknown)}. There are: {', '.join(SUITE)}")
        signal.signal(signal.SIGTERM, _leave)
        bench = Bench(TINY if options["tiny"] else FULL)
        found: list[Measure] = []
        for line in machine.facts():
            self.stdout.write(line)
        if options["tiny"]:
            self.stdout.write("Tiny sizes: these figures say nothing about the bars.")
        with own_database(), the_day():
            for name in SUITE:
                if name in names:
                    self.stderr.write(f"measuring {name} …")
                    found += SUITE[name](bench)
        self.stdout.write("\n" + table(found))


def _leave(*_: object) -> NoReturn:
    """Ended from outside: the database is still dropped."""
    sys.exit(143)
