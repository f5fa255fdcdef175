"""The measuring command: it runs, its table hides nothing, and its instruments notice faults."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from demo.bench import queries, text, weight
from demo.bench.sizes import TINY
from demo.bench.table import LOST, MET, NOT_MEASURED, Measure, table
from demo.bench.world import Bench, the_day
from reports.pdf.renderer import render_pdf

ROOT = Path(__file__).resolve().parents[3]
PAGE = (
    "<!doctype html><html lang=th><head><title>หัว</title><link rel=stylesheet"
    " href=/static/css/print/book.css></head><body><h1>สำนักงานจังหวัด</h1>"
    "<p>ที่ประชุม<b>มีมติ</b>ให้เร่งรัด <span class=page-number></span> น้ำท่วม</p></body></html>"
)


@pytest.fixture
def bench(db) -> Bench:
    call_command("load_reference", verbosity=0)
    with the_day():
        yield Bench(TINY)


def test_it_works(db) -> None:
    """The command itself, on a database of its own that is gone afterwards."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "bench", "--tiny", "Q2", "Q5", "S2"],
        cwd=ROOT,
        env=os.environ
        | {"PRASAN_EMBEDDED": "1", "DATABASE_NAME": connection.settings_dict["NAME"]},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    said, complained = process.communicate(timeout=300)

    assert process.returncode == 0, complained
    for name in ("Q2", "Q5", "S2"):
        assert f"\n{name}  " in said
    assert "say nothing about the bars" in said
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_database where datname = %s", [f"prasan_bench_{process.pid}"]
        )
        assert cursor.fetchone() == (0,)


def test_an_unknown_name_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "bench", "Q99"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode != 0
    assert "There is no Q99" in done.stderr


@pytest.mark.parametrize(
    ("value", "verdict"),
    [(2.49, MET), (2.5, MET), (2.500001, LOST), (80, LOST), (None, NOT_MEASURED)],
)
def test_the_verdict_follows_from_the_figure(value, verdict) -> None:
    assert Measure("Q2", "a page", value, 2.5, " ×").verdict == verdict


def test_the_table_names_what_was_lost_and_what_was_not_measured() -> None:
    shown = table(
        [
            Measure("Q1", "queries", 10, 12),
            Measure("Q2", "a page", 8.6, 2.5, " ×", ("how",)),
            Measure("P1", "a book", None, 1, " ×"),
        ]
    )

    assert "1 of 3 bars met." in shown
    assert "LOST: Q2 a page: 8.60 ×, bar 2.50 ×" in shown
    assert "NOT MEASURED: P1 a book" in shown
    assert "Q2: how" in shown


def test_queries_are_counted_for_every_kind_of_person(bench, monkeypatch) -> None:
    pages = {name: queries.PAGES[name] for name in ("home", "scorecard")}
    monkeypatch.setattr(queries, "PAGES", pages | {"no_such_page": lambda place: []})
    monkeypatch.setattr(queries, "WHO", ("planner", "inspector"))

    counts, missing = queries.count_all(bench)

    assert missing == ["no_such_page"]
    assert [(one.page, one.who) for one in counts] == [
        (page, who) for page in pages for who in ("planner", "inspector")
    ]
    assert all(one.most > 0 for one in counts)


def test_a_page_that_differs_is_a_loss(bench, monkeypatch) -> None:
    count = queries.Count("home", "planner", few=9, many=10)
    monkeypatch.setattr(queries, "count_all", lambda bench: ([count], ["report_list"]))

    *_, differ = queries.measure(bench)

    assert (differ.value, differ.verdict) == (1, LOST)
    assert "not the same: home as planner 9 → 10" in differ.notes
    assert "not there yet: report_list" in differ.notes


def test_text_that_a_pdf_gives_back_otherwise_is_noticed(tmp_path) -> None:
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(render_pdf(PAGE).content)
    wanted = text.strings(PAGE)

    assert wanted == ["สำนักงานจังหวัด", "ที่ประชุมมีมติให้เร่งรัด", "น้ำท่วม"]
    assert text.missing(pdf, wanted) == []
    assert text.missing(pdf, ["สานักงานจังหวัด", "น้ำท่วม"]) == ["สานักงานจังหวัด"]


def test_the_first_page_counts_its_fonts(bench) -> None:
    (measured,) = weight.measure(bench)

    assert measured.value is not None
    assert 10 < measured.value < 1000
    assert "of them fonts" in measured.notes[0]
