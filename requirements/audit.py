"""Known holes in the locked packages: `bin/check audit`.

Asks the tools that come with the package managers, which ask the registries they are set up with;
no address stands here. Where no source of advisories answers (no network, a mirror without them)
it says so and finds nothing: a check that could not be made is never shown as one that was passed.
Holes that the office lives with stand in accepted.csv with a reason and a day on which that ends.
"""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
LONGEST_SECONDS = 120


class NoAnswer(Exception):  # noqa: N818 - what happened, not a fault of ours
    """No source of advisories answered; the text says what was seen instead."""


@dataclass(frozen=True)
class Hole:
    """One advisory on one installed package. ids: the names under which it is known."""

    package: str
    installed: str
    ids: tuple[str, ...]
    fixed: str

    def __str__(self) -> str:
        mended = f"mended in {self.fixed}" if self.fixed else "not mended yet"
        return f"{self.package} {self.installed}: {', '.join(self.ids)}, {mended}"


@dataclass(frozen=True)
class Accepted:
    """A hole that stays for now: why, and until which day (which still belongs to it)."""

    package: str
    id: str
    until: date
    reason: str

    def covers(self, hole: Hole, day: date) -> bool:
        return self.package == hole.package and self.id in hole.ids and day <= self.until


@dataclass(frozen=True)
class Found:
    """What one tool found. unasked: packages of which the source knows nothing."""

    holes: tuple[Hole, ...]
    unasked: tuple[str, ...] = ()


def read_python(text: str) -> Found:
    """The report of pip-audit. Raises NoAnswer where not one package was looked up."""
    rows = _object(text).get("dependencies") or []
    unasked = tuple(row["name"] for row in rows if "skip_reason" in row)
    if len(unasked) == len(rows):
        raise NoAnswer("it knows none of the packages")
    holes = [
        Hole(
            row["name"],
            row["version"],
            (hole["id"], *sorted(hole.get("aliases") or ())),
            ", ".join(hole.get("fix_versions") or ()),
        )
        for row in rows
        for hole in row.get("vulns") or ()
    ]
    return Found(tuple(holes), unasked)


def read_node(text: str, lock: str) -> Found:
    """The report of npm audit, with the installed versions from the lock."""
    report = _object(text)
    if "vulnerabilities" not in report:
        raise NoAnswer("it takes no questions about advisories")
    packages = json.loads(lock)["packages"]
    holes = []
    for name, row in report["vulnerabilities"].items():
        own = [one for one in row["via"] if isinstance(one, dict)]
        fix = row.get("fixAvailable")
        fixed = fix["version"] if isinstance(fix, dict) and fix.get("name") == name else ""
        fixed = fixed or ("a later version" if fix else "")
        installed = ", ".join(
            sorted({packages[node]["version"] for node in row["nodes"] if node in packages})
        )
        holes += [
            Hole(name, installed, (str(one["url"]).rsplit("/", 1)[-1],), fixed) for one in own
        ]
    return Found(tuple(holes))


def read_accepted(lines: Iterable[str]) -> list[Accepted]:
    """The rows of accepted.csv. Raises ValueError for one without a reason or a day."""
    rows = []
    for number, row in enumerate(csv.DictReader(lines), start=2):
        try:
            one = Accepted(
                row["package"].strip(),
                row["id"].strip(),
                date.fromisoformat(row["until"].strip()),
                row["reason"].strip(),
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            raise ValueError(f"accepted.csv, row {number}: package,id,until,reason") from None
        if not (one.package and one.id and one.reason):
            raise ValueError(f"accepted.csv, row {number}: package, id or reason is empty")
        rows.append(one)
    return rows


def told(found: dict[str, Found | NoAnswer], accepted: list[Accepted], day: date) -> list[str]:
    """What is to be said, one line each; lines that name a hole begin with "hole: "."""
    lines = []
    for source, answer in found.items():
        if isinstance(answer, NoAnswer):
            lines.append(
                f"could not look for known holes in {source}: no advisory source is reachable"
                f" ({answer})"
            )
            continue
        lines += [
            f"hole: {hole}"
            for hole in answer.holes
            if not any(one.covers(hole, day) for one in accepted)
        ]
        if answer.unasked:
            lines.append(f"could not look up in {source}: {', '.join(answer.unasked)}")
    return lines


def ask_python() -> Found:
    """Of the packages that the product runs on; no package is installed or built for it."""
    asked = [sys.executable, "-m", "pip_audit", "-r", str(HERE / "base.txt"), "--require-hashes"]
    quick = ["--disable-pip", "--progress-spinner", "off", "--timeout", "5"]
    return read_python(_run([*asked, *quick, "--format", "json"]))


def ask_node() -> Found:
    npm = shutil.which("npm") or shutil.which("npm", path=str(Path(sys.executable).parent))
    if npm is None:
        raise NoAnswer("npm is not there")
    lock = (ROOT / "package-lock.json").read_text()
    asked = [npm, "audit", "--json", "--package-lock-only"]
    return read_node(_run([*asked, "--fetch-timeout=5000", "--fetch-retries=0"]), lock)


def main() -> int:
    """Ask both, say what was found; 1 where a hole is neither mended nor accepted."""
    found: dict[str, Found | NoAnswer] = {}
    for source, ask in (("Python packages", ask_python), ("npm packages", ask_node)):
        try:
            found[source] = ask()
        except NoAnswer as nothing:
            found[source] = nothing
    with (HERE / "accepted.csv").open(encoding="utf-8", newline="") as lines:
        accepted = read_accepted(lines)
    said = told(found, accepted, datetime.now(UTC).date())
    sys.stdout.writelines(f"{line}\n" for line in said)
    return 1 if any(line.startswith("hole: ") for line in said) else 0


def _run(command: list[str]) -> str:
    """What a tool says on standard output; its words of failure may name hosts, and stay here."""
    try:
        ended = subprocess.run(  # noqa: S603 - our own words
            command, cwd=ROOT, capture_output=True, text=True, timeout=LONGEST_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        raise NoAnswer("no answer in time") from None
    return ended.stdout


def _object(text: str) -> dict[str, Any]:
    try:
        read = json.loads(text)
    except ValueError:
        raise NoAnswer("no connection") from None
    return read if isinstance(read, dict) else {}


if __name__ == "__main__":
    sys.exit(main())
