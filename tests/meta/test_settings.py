"""The settings: what they do alone, and that a wrong one stops the start with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EMBEDDED = {"PRASAN_EMBEDDED": "1", "REDIS_URL": "redis://redis:6379/0", "SECRET_KEY": "x" * 60,
            "DATABASE_URL": "postgresql://prasan@database/prasan"}  # fmt: skip
DEPLOYED = {**EMBEDDED, "PRASAN_EMBEDDED": "0", "ALLOWED_HOSTS": "prasan.example",
            "SITE_URL": "https://prasan.example"}  # fmt: skip


def start(asked: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """What a setting is in a process with this environment alone."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    script = f"from django.conf import settings; print({asked})"
    return subprocess.run(
        [sys.executable, "-c", script],
        env={**kept, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_it_works():
    assert start("settings.EMBEDDED", **EMBEDDED).stdout.strip() == "True"


@pytest.mark.parametrize(
    ("asked", "environment", "answer"),
    [
        ("settings.EMAIL_BACKEND", EMBEDDED, "django.core.mail.backends.console.EmailBackend"),
        ("settings.EMAIL_BACKEND", DEPLOYED, "django.core.mail.backends.smtp.EmailBackend"),
        ("sorted(settings.MFA_REQUIRED_ROLES)", EMBEDDED, "[]"),
        ("sorted(settings.MFA_REQUIRED_ROLES)", DEPLOYED, "['system_admin']"),
        ("settings.SESSION_IDLE_MINUTES", DEPLOYED, "120"),
        ("settings.DATABASES['default']['OPTIONS']", DEPLOYED, "{'prepare_threshold': 5}"),
        (
            "settings.DATABASES['default']['OPTIONS']",
            {**DEPLOYED, "DATABASE_PREPARES": "0"},
            "{'prepare_threshold': None}",
        ),
    ],
)
def test_what_is_not_set(asked, environment, answer):
    assert start(asked, **environment).stdout.strip() == answer


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("MFA_REQUIRED_ROLES", "planner,king", "names roles that do not exist"),
        ("SIGN_IN_EVENTS_DAYS", "30", "less than 90"),
        ("SIGN_IN_EVENTS_DAYS", "many", "SIGN_IN_EVENTS_DAYS is not usable"),
        ("SESSION_IDLE_MINUTES", "0", "must be 1 at least"),
    ],
)
def test_a_wrong_one_stops_the_start(name, value, sentence):
    started = start("settings.DEBUG", **{**DEPLOYED, name: value})
    assert started.returncode != 0
    assert sentence in started.stderr


def test_roles_are_named_with_commas():
    asked = "sorted(settings.MFA_REQUIRED_ROLES)"
    started = start(asked, **{**DEPLOYED, "MFA_REQUIRED_ROLES": "planner,system_admin"})
    assert started.stdout.strip() == "['planner', 'system_admin']"
