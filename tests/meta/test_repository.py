"""The repository works on any machine: it names no package server and no folder of its makers."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("base", "dev", "uv", "node")
# Made by the scripts, the tools or an editor: nothing of it is part of the product.
NOT_OURS = {"node_modules", "var", "staticfiles", "__pycache__"}
SCRIPTS = sorted(path for path in (ROOT / "bin").iterdir() if path.suffix != ".sh")


def is_ours(path: Path) -> bool:
    """A text file that a person wrote or a lock tool made, not one of a tool's own folders."""
    folders = path.relative_to(ROOT).parts[:-1]
    hidden = any(name.startswith(".") and name != ".ci" for name in folders)
    binary = {".mo", ".png", ".jpg", ".xlsx", ".pdf", ".woff2", ".ttf"}
    return not (hidden or NOT_OURS.intersection(folders) or path.suffix in binary)


def sources() -> list[Path]:
    return [path for path in ROOT.rglob("*") if path.is_file() and is_ours(path)]


def name_of(requirement: str) -> str:
    """A package's name as the index knows it: without extras and version, in its plain form."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ]", requirement, maxsplit=1)[0]).lower()


def wanted(name: str) -> set[str]:
    """What requirements/<name>.in asks for by itself."""
    lines = (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
    asked = (line.split("#")[0].strip() for line in lines)
    return {name_of(line) for line in asked if line and not line.startswith("-r")}


def locked(name: str) -> set[str]:
    """What requirements/<name>.txt installs."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    return {name_of(line) for line in text.splitlines() if re.match(r"[A-Za-z0-9].*==", line)}


@pytest.mark.parametrize("name", LOCKS)
def test_python_lock_names_no_server(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    assert (
        re.findall(r"^.*(?:://|--index|--extra-index|--find-links|--trusted-host).*$", text, re.M)
        == []
    )


@pytest.mark.parametrize("name", LOCKS)
def test_python_lock_has_a_hash_for_every_package(name):
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.findall(
        r"^([\w.\-\[\]]+==\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})*)", text, re.M
    )
    assert entries
    assert [entry for entry, hashes in entries if not hashes] == []


@pytest.mark.parametrize("name", LOCKS)
def test_python_lock_holds_what_is_asked_for(name):
    assert wanted(name) - locked(name) == set()


def test_the_tests_run_on_the_packages_that_run():
    pinned = {
        name: set(
            re.findall(r"^[\w.\-\[\]]+==\S+", (ROOT / f"requirements/{name}.txt").read_text(), re.M)
        )
        for name in ("base", "dev")
    }
    assert pinned["base"] - pinned["dev"] == set()


def test_every_asked_package_says_why():
    bare = [
        line
        for name in ("base", "dev")
        for line in (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
        if line and not line.startswith(("#", "-r")) and "#" not in line
    ]
    assert bare == []


def test_front_end_lock_names_no_server_and_matches():
    lock = json.loads((ROOT / "package-lock.json").read_text())
    asked = json.loads((ROOT / "package.json").read_text())
    packages = {path: entry for path, entry in lock["packages"].items() if path}
    assert [path for path, entry in packages.items() if "resolved" in entry] == []
    assert [path for path, entry in packages.items() if not entry.get("integrity")] == []
    assert lock["packages"][""]["dependencies"] == asked["dependencies"]
    assert lock["packages"][""]["devDependencies"] == asked["devDependencies"]


def test_npm_is_told_no_server_and_runs_no_package():
    settings = (ROOT / ".npmrc").read_text()
    assert "://" not in settings
    assert "ignore-scripts=true" in settings


def test_no_file_names_the_folder_it_was_made_in():
    here = f"{ROOT}/".encode()
    # An image has a folder of its own, which may well be the one this runs in.
    own = {ROOT / "Dockerfile", ROOT / "docker-compose.yml"}
    naming = [path for path in sources() if path not in own and here in path.read_bytes()]
    assert naming == []


def test_no_file_is_a_secret():
    kept = [path.name for path in sources()]
    assert [
        name
        for name in kept
        if name == ".env" or name.endswith((".pem", ".key")) or name == "secret_key"
    ] == []


@pytest.mark.parametrize("script", [*SCRIPTS, ROOT / ".ci" / "run"], ids=lambda path: path.name)
def test_script_can_be_run_and_is_careful(script):
    text = script.read_text()
    assert script.stat().st_mode & 0o111 == 0o111
    assert text.startswith("#!/usr/bin/env bash\n# ")
    assert "\nset -euo pipefail\n" in text
    subprocess.run(["bash", "-n", script], check=True)


def test_ci_runs_what_the_readme_tells():
    commands = [
        line
        for line in (ROOT / ".ci/run").read_text().splitlines()
        if line and not line.startswith(("#", "set ", "cd "))
    ]
    assert commands == ["exec ./bin/test"]


def test_services_say_how_they_are_used():
    told = subprocess.run([ROOT / "bin/services"], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "bin/services start" in told.stdout


def test_image_takes_every_app_along():
    """A new app that .dockerignore leaves out would be missing in the image alone."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    apps = project["tool"]["importlinter"]["root_packages"]
    let_in = {
        line[1:]
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert set(apps) - let_in == set()


def test_image_does_not_run_as_root():
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["prasan"]
    assert any(line.startswith("HEALTHCHECK ") for line in lines)


def test_compose_runs_every_part_and_holds_no_secret():
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    services = compose["services"]
    assert set(services) == {
        "migrate", "web", "worker", "pdf-worker", "beat", "postgres", "redis", "proxy",
    }  # fmt: skip
    parts = ("web", "worker", "pdf-worker", "beat")
    assert [services[name]["command"] for name in parts] == [[name] for name in parts]
    for name, service in services.items():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"KEY|PASSWORD|AUTH", variable):
                assert value.startswith("${"), f"{name} holds {variable}"
