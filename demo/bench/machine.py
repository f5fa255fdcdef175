"""What the figures were measured on."""

import os
import platform
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

from django.db import connection


def facts() -> list[str]:
    """Processor, system, versions, and how busy the machine was with other work."""
    machine = [f"{os.cpu_count()} cores ({_processor()})", _memory(), _system()]
    return [
        ", ".join([*machine, f"load {os.getloadavg()[0]:.1f} at the start"]),
        ", ".join(
            [
                f"Python {platform.python_version()}",
                *(
                    f"{shown} {version(name)}"
                    for shown, name in [
                        ("Django", "django"),
                        ("gunicorn", "gunicorn"),
                        ("WeasyPrint", "weasyprint"),
                    ]
                ),
                f"PostgreSQL {_postgres()}",
                _answer(chromium(), "--version") or "no Chromium",
                _answer(shutil.which("pdftotext"), "-v") or "no pdftotext",
            ]
        ),
    ]


def chromium() -> str | None:
    """The browser that is measured against."""
    named = os.environ.get("CHROMIUM", "")
    return next(filter(None, map(shutil.which, (named, "chromium", "chromium-browser"))), None)


def _line_of(file: str, key: str) -> str:
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return ""
    found = next((line for line in lines if line.startswith(key)), "")
    return found.partition("=" if "=" in found else ":")[2].strip().strip('"')


def _processor() -> str:
    return _line_of("/proc/cpuinfo", "model name") or platform.machine()


def _memory() -> str:
    size = _line_of("/proc/meminfo", "MemTotal").removesuffix("kB").strip()
    return f"{round(int(size) / 1024 / 1024)} GiB" if size else "memory unknown"


def _system() -> str:
    return _line_of("/etc/os-release", "PRETTY_NAME") or platform.system()


def _postgres() -> str:
    return ".".join(map(str, connection.get_database_version()))


def _answer(program: str | None, option: str) -> str:
    """The first line that a program says about itself."""
    if program is None:
        return ""
    done = subprocess.run([program, option], capture_output=True, text=True, timeout=60)  # noqa: S603 - found above
    said = (done.stdout or done.stderr).strip().splitlines()
    return said[0] if said else ""
