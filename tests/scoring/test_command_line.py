"""`python -m kpis.scoring < card.json`, as a person or another program runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kpis.scoring import read_card, result_json, score_card
from tests.scoring.building import CARDS, Json, card, line, scoring

ROOT = Path(__file__).parents[2]


def run(given: Json | str | bytes, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    text = given if isinstance(given, str | bytes) else json.dumps(given)
    return subprocess.run(
        [sys.executable, "-m", "kpis.scoring", *arguments],
        input=text.encode() if isinstance(text, str) else text,
        capture_output=True,
        cwd=ROOT,
        check=False,
        # A machine set to no language at all must print Thai just the same.
        env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    )


@pytest.mark.parametrize("name", ["example", "fy2548", "fy2570"])
def test_it_works(name):
    raw = (CARDS / f"{name}.json").read_bytes()
    done = run(raw)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == result_json(score_card(read_card(raw)))
    assert done.stdout == run(raw).stdout
    assert done.stdout.endswith(b"}\n")
    assert done.stdout.count(b"\n") == 1


def test_a_result_repeats_itself_inside_a_snapshot():
    raw = (CARDS / "fy2548.json").read_bytes()
    snapshot = json.loads(raw) | {"result": json.loads(run(raw).stdout), "sha256": "…"}
    assert run(snapshot).stdout == run(raw).stdout


def test_every_fault_has_its_line():
    given = card(
        line("1.1", "-5", result={"value": "3"}),
        line("1.2", method="magic", result={"value": "3"}),
        line("1.3", levels=["1", "1", "1", "1", "1"], result={"value": "3"}),
    )
    done = run(given)
    assert (done.returncode, done.stdout) == (2, b"")
    told = done.stderr.decode().splitlines()
    assert [text.split(": ")[:2] for text in told] == [
        ["1.1", "weight"], ["1.2", "method"], ["1.3", "levels"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [b"", b"not json", b"[]", b"{}", b"\xff", b"[" * 200_000, b'{"lines":' * 200_000, b"9" * 9999],
    ids=range(8),
)
def test_unreadable_input_is_one_line_and_no_traceback(given):
    done = run(given)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.decode().splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_half_a_character_is_refused_not_crashed_on():
    done = run(card(scoring("3", "\ud800")))
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"lines[0]: id: ")


def test_arguments_are_refused():
    done = run(card(), "card.json")
    assert (done.returncode, done.stdout) == (2, b"")
