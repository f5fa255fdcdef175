"""Rules that every template and style sheet keeps."""

import re

import pytest
from django.conf import settings

TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
PAPER = {"print.html", "print"}
SCREENS = [one for one in TEMPLATES if not PAPER & set(one.parts)]
SHEETS = [
    one
    for one in sorted((settings.BASE_DIR / "static" / "css").rglob("*.css"))
    if "print" not in one.parts
]


@pytest.mark.parametrize("template", SCREENS, ids=lambda one: one.name)
def test_no_inline_style_or_script(template):
    """The Content-Security-Policy would refuse it; here it is found before a browser does."""
    source = template.read_text()
    assert re.findall(r'<[^>]+\sstyle="', source) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", source) == []
    assert re.findall(r"<style\b", source) == []
    assert re.findall(r'\son[a-z]+="', source) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda one: one.name)
def test_thai_type_is_not_bent(sheet):
    """No italics, letter-spacing, capitals or justification: they hurt Thai script."""
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    assert re.findall(r"letter-spacing:(?!\s*0)", rules) == []
    assert re.findall(r"font-style:\s*(italic|oblique)", rules) == []
    assert re.findall(r"text-transform:\s*uppercase", rules) == []
    assert re.findall(r"text-align:\s*justify", rules) == []
    assert re.findall(r"word-break:\s*(break-all|keep-all)", rules) == []
    assert re.findall(r"(https?:)?//[a-z]", rules) == []


def test_forms_use_the_products_date_field():
    """Django's own would store 22/11/2569 as the year 2569 of the common era."""
    for source in settings.BASE_DIR.glob("*/**/forms*.py"):
        if ".venv" not in source.parts and "node_modules" not in source.parts:
            assert "forms.DateField" not in source.read_text(), source
