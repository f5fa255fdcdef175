"""A database of the bench's own, on the user's server, made and dropped."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connection


@contextmanager
def own_database() -> Iterator[str]:
    """Work on a new database `prasan_bench_<process>`, filled with the reference data."""
    name = f"prasan_bench_{os.getpid()}"
    before = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = name
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        call_command("load_reference", verbosity=0)
        yield name
    finally:
        connection.close()
        connection.creation.destroy_test_db(before, verbosity=0)
        connection.settings_dict["NAME"] = before


def analyze() -> None:
    """Tell the planner what the tables hold now; autovacuum does so in a real one."""
    with connection.cursor() as cursor:
        cursor.execute("analyze")
