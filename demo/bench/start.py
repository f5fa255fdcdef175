"""S1: from nothing but the installed packages to the first page, and once more."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

from demo.bench.pages import free_port
from demo.bench.table import Measure
from demo.bench.world import Bench

PATIENCE = 300  # seconds until a start counts as failed
# What this process was told about its servers must not reach the copy: it starts its own.
FORGET = (
    *("DATABASE_URL", "REDIS_URL", "DATABASE_NAME", "TEST_DATABASE_NAME", "PRASAN_EMBEDDED"),
    *("PRASAN_TODAY", "SECRET_KEY", "SITE_URL", "DJANGO_SETTINGS_MODULE", "VIRTUAL_ENV"),
)
STAMPS = (".venv/.prasan", "node_modules/.prasan")
LEFT_OUT = shutil.ignore_patterns("var", ".venv", ".git", "node_modules", "__pycache__", ".*_cache")
WHAT = "./bin/run to the first page"


def measure(bench: Bench) -> list[Measure]:
    """A copy of the product with an empty var/, started twice by its own ./bin/run."""
    root = Path(settings.BASE_DIR)
    lacking = [stamp for stamp in STAMPS if not (root / stamp).exists()]
    if lacking:
        said = (f"bin/setup has not run here ({', '.join(lacking)} missing)",)
        return [_first(None, said), _second(None)]
    with _copy(root) as copy:
        first, second = _start(copy), _start(copy)
    said = (
        "a copy of the product with an empty var/ on this machine: own PostgreSQL and Redis made, "
        "database, demo province and web server; system, Python and front-end packages were there, "
        "so downloading and installing them is not in it",
    )
    return [_first(first, said), _second(second)]


def _first(value: float | None, notes: tuple[str, ...]) -> Measure:
    return Measure("S1", f"{WHAT}, empty var/", value, 60, " s", notes)


def _second(value: float | None) -> Measure:
    return Measure("S1", f"{WHAT}, second start", value, 8, " s")


@contextmanager
def _copy(root: Path) -> Iterator[Path]:
    """The product in a new folder with the packages of this one; nothing of it stays."""
    place = Path(tempfile.mkdtemp(prefix="prasan-start-"))
    place.chmod(0o755)  # the embedded servers run as somebody else
    copy = place / "prasan"
    try:
        shutil.copytree(root, copy, ignore=LEFT_OUT, symlinks=True)
        _lend_packages(root, copy)
        yield copy
    finally:
        if copy.exists():
            _call([str(copy / "bin" / "services"), "stop"])
        shutil.rmtree(place, ignore_errors=True)


def _lend_packages(root: Path, copy: Path) -> None:
    """An environment of the copy's own that sees this one's packages, as bin/setup leaves it."""
    _call([sys.executable, "-m", "venv", "--without-pip", str(copy / ".venv")])
    inside = Path("lib") / f"python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    packages = (root / ".venv").resolve() / inside
    (copy / ".venv" / inside / "lent.pth").write_text(f"{packages}\n")
    shutil.copy(root / STAMPS[0], copy / STAMPS[0])
    shutil.copytree(root / "node_modules", copy / "node_modules", symlinks=True)


def _start(copy: Path) -> float:
    """Seconds from the command to the first page; then Ctrl-C, and wait for its end."""
    port = free_port()
    log = copy.parent / "start.log"
    with log.open("w") as heard:
        begun = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603 - the product's own script
            [str(copy / "bin" / "run")],
            env=_environment() | {"PORT": str(port)},
            cwd=copy,
            stdout=heard,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(f"http://127.0.0.1:{port}/", process, log)
            return time.perf_counter() - begun
        finally:
            with suppress(ProcessLookupError):
                process.send_signal(signal.SIGINT)
            process.wait(60)


def _wait(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"./bin/run did not come to its first page:\n{log.read_text()[-1500:]}")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in FORGET}


def _call(command: list[str]) -> None:
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, timeout=120)  # noqa: S603 - our own
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr[-500:]}")
