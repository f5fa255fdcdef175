"""The check for known holes: what the tools' answers mean, and that silence is not a pass."""

import datetime as dt
import json

import pytest

from requirements import audit

DAY = dt.date(2026, 11, 27)
LOCK = json.dumps({"packages": {"": {}, "node_modules/bootstrap": {"version": "5.3.0"}}})


def python(*rows: dict) -> str:
    return json.dumps({"dependencies": list(rows), "fixes": []})


CLEAN = {"name": "asgiref", "version": "3.13.0", "vulns": []}
SKIPPED = {"name": "amqp", "skip_reason": "Dependency not found on PyPI"}
BAD = {
    "name": "django",
    "version": "5.2.1",
    "vulns": [
        {
            "id": "PYSEC-2026-1",
            "fix_versions": ["4.2.30", "5.2.2"],
            "aliases": ["CVE-2026-0001"],
            "description": "…",
        }
    ],
}
NODE = {
    "auditReportVersion": 2,
    "vulnerabilities": {
        "bootstrap": {
            "name": "bootstrap",
            "via": [
                {"source": 1, "title": "XSS", "url": "https://example.test/advisories/GHSA-aaaa"},
                "popper",
            ],
            "nodes": ["node_modules/bootstrap"],
            "fixAvailable": {"name": "bootstrap", "version": "5.3.8", "isSemVerMajor": False},
        }
    },
}


def accepted(*rows: str) -> list[audit.Accepted]:
    return audit.read_accepted(["package,id,until,reason", *rows])


def said(found, rows=()) -> list[str]:
    return audit.told({"Python packages": found}, accepted(*rows), DAY)


def test_it_works():
    found = audit.read_python(python(CLEAN, BAD))
    assert said(found) == [
        "hole: django 5.2.1: PYSEC-2026-1, CVE-2026-0001, mended in 4.2.30, 5.2.2"
    ]
    assert said(audit.read_python(python(CLEAN))) == []


def test_npm_names_the_installed_and_the_mended_version():
    (hole,) = audit.read_node(json.dumps(NODE), LOCK).holes
    assert str(hole) == "bootstrap 5.3.0: GHSA-aaaa, mended in 5.3.8"


@pytest.mark.parametrize("answer", [
    "", "<html>", "[]", python(), python(SKIPPED),
])  # fmt: skip
def test_a_source_that_knows_nothing_is_no_pass(answer):
    with pytest.raises(audit.NoAnswer) as nothing:
        audit.read_python(answer)
    (line,) = said(nothing.value)
    assert line.startswith("could not look for known holes in Python packages: no advisory source")


@pytest.mark.parametrize("answer", ["", json.dumps({"statusCode": 405, "error": {}})])
def test_a_registry_without_advisories_is_no_pass(answer):
    with pytest.raises(audit.NoAnswer):
        audit.read_node(answer, LOCK)


def test_what_could_not_be_looked_up_is_named():
    found = audit.read_python(python(CLEAN, SKIPPED))
    assert said(found) == ["could not look up in Python packages: amqp"]


@pytest.mark.parametrize(("row", "passes"), [
    ("django,CVE-2026-0001,2026-11-27,no such form here", True),
    ("django,PYSEC-2026-1,2027-01-01,no such form here", True),
    ("django,CVE-2026-0001,2026-11-26,no such form here", False),
    ("celery,CVE-2026-0001,2027-01-01,another package", False),
    ("django,CVE-2026-0002,2027-01-01,another hole", False),
])  # fmt: skip
def test_an_accepted_hole_passes_until_its_day(row, passes):
    assert (said(audit.read_python(python(BAD)), [row]) == []) is passes


@pytest.mark.parametrize(
    "row", ["django,X,soon,because", "django,X,2027-01-01,", "django,X", ",,,"]
)
def test_accepting_needs_a_day_and_a_reason(row):
    with pytest.raises(ValueError, match=r"accepted\.csv, row 2"):
        accepted(row)


def test_what_is_accepted_today_can_be_read():
    with (audit.HERE / "accepted.csv").open(encoding="utf-8", newline="") as lines:
        audit.read_accepted(lines)


def test_a_hole_fails_the_check_and_silence_says_so(monkeypatch, capsys):
    def silent():
        raise audit.NoAnswer("no connection")

    monkeypatch.setattr(audit, "ask_node", silent)
    monkeypatch.setattr(audit, "ask_python", silent)
    assert audit.main() == 0
    assert capsys.readouterr().out.count("no advisory source is reachable (no connection)") == 2
    monkeypatch.setattr(audit, "ask_python", lambda: audit.read_python(python(BAD)))
    assert audit.main() == 1
    assert "hole: django 5.2.1" in capsys.readouterr().out


def test_a_tool_that_is_not_there_is_no_pass():
    with pytest.raises(audit.NoAnswer):
        audit._run(["/no/such/tool"])
