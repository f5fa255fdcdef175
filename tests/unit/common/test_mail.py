"""Letters: one subject, one text, both in Thai and English."""

import pytest
from django.core import mail
from django.template import engines

from common.mail import RULE, send


@pytest.fixture
def letter(settings, tmp_path):
    """A template of a letter, beside those of the product."""
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "greeting.txt").write_text(
        "{% translate 'งานของฉัน' %} {{ who }}\n\n"
        "{{ SITE_URL }}/{{ who }}\n{% translate 'โครงการ' %}\n"
    )
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    engines._templates = None
    engines.__dict__.pop("templates", None)
    yield "greeting"
    engines.__dict__.pop("templates", None)


def test_it_works(letter, settings):
    settings.SITE_URL = "https://prasan.example"
    send(to="somebody@example.go.th", template=letter, context={"who": "ก & ข"})
    (sent,) = mail.outbox
    assert sent.to == ["somebody@example.go.th"]
    assert sent.subject == "งานของฉัน ก & ข / My work ก & ข"
    thai, english = sent.body.split(RULE)
    assert thai.splitlines() == ["https://prasan.example/ก & ข", "โครงการ"]
    assert english.splitlines()[0] == "https://prasan.example/ก & ข"
    assert english.splitlines()[1] != "โครงการ"
