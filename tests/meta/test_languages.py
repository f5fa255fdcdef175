"""Both languages are complete: Thai stands in the sources, English in its catalogue."""

import ast
import gettext
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.utils import translation

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = ROOT / "locale/en/LC_MESSAGES/django.po"
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po"))
NO_SOURCES = {"node_modules", "var", "tests", "staticfiles", "__pycache__"}
# Consonants, vowels and tone marks; the baht sign and Thai digits belong to every language.
THAI = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
PLACEHOLDER = re.compile(r"%\([\w.]+\)[sd]|%%|%[sd]|\{\w*\}|</?\w+>")

# Templates that stand outside of any language: drawn when nothing else works, in both at once.
BOTH_AT_ONCE = {"400.html", "500.html"}
# Calls whose arguments are the same sentence in Thai and in English.
IN_BOTH = {"Said", "SheetRefused", "Problem", "Unreadable", "Level", "named"}
GETTEXT = {
    "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
}  # fmt: skip
# Folders and modules in which Thai is not a message of the screen.
THAI_BY_ITS_NATURE = {
    "common/thai/": "the toolbox of the language itself: months, digits, collation, words",
    "common/fields.py": "units that a person may type behind a number",
    "common/gallery.py": "what a person typed wrongly in the sample form",
    "config/settings.py": "each language is named in itself",
    "demo/": "the names and texts of the sample province",
    "kpis/scoring/": "the engine knows no Django; it explains in both languages",
    "common/sheets/": "sentences about uploaded workbooks, in both languages",
    "kpis/sheets/": "heads and words of the offices' spreadsheets, and sentences in both languages",
    "kpis/definition.py": "builds its sentences in both languages, for the sheets as well",
    "kpis/ladder.py": "builds its sentences in both languages, for the sheets as well",
    "kpis/selectors/criteria.py": "words handed to kpis.definition",
    "provinces/": "official names of areas with the word for their kind",
}


# ── Sources ──────────────────────────────────────────────────────────────────────────────────────
def files(*suffixes: str) -> Iterator[Path]:
    """Files of the product, as `bin/check messages` takes them."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and name not in NO_SOURCES
        )
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(suffixes))


def templates() -> list[Path]:
    return [path for path in files(".html", ".txt", ".xml", ".svg") if "templates" in path.parts]


def modules() -> list[Path]:
    return [path for path in files(".py") if "migrations" not in path.parts]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tool(name: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.fail(f"{name} is missing, so the languages cannot be checked. Run bin/setup --test.")
    return found


def run(*command: str | Path, cwd: Path = ROOT) -> None:
    clean = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run(command, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr + done.stdout


# ── Catalogues ───────────────────────────────────────────────────────────────────────────────────
Catalogue = dict[str, list[str]]


def compiled(po: Path, into: Path) -> Catalogue:
    """Message → its texts (several where there are plurals), as a running product reads them."""
    mo = into / f"{po.stem}.mo"
    run(tool("msgfmt"), "--check", "-o", mo, po)
    with mo.open("rb") as binary:
        raw = gettext.GNUTranslations(binary)._catalog  # type: ignore[attr-defined]
    found: Catalogue = {}
    for key, text in sorted(raw.items(), key=str):
        found.setdefault(key if isinstance(key, str) else key[0], []).append(text)
    found.pop("", None)
    return found


@pytest.fixture(scope="module")
def english(tmp_path_factory) -> Catalogue:
    return compiled(ENGLISH, tmp_path_factory.mktemp("english"))


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> set[str]:
    """Every message of the sources, found in a copy by the tool that makes catalogues."""
    tool("xgettext")
    copy = tmp_path_factory.mktemp("copy")
    for path in [*files(".py"), *templates()]:
        (copy / path.relative_to(ROOT)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy / path.relative_to(ROOT))
    (copy / "locale").mkdir(exist_ok=True)
    run(sys.executable, "-m", "django", "makemessages", "-l", "en", cwd=copy)
    fresh = copy / "locale/en/LC_MESSAGES/django.po"
    itself = copy / "itself.po"
    run(tool("msgen"), "-o", itself, fresh)
    return set(compiled(itself, copy))


def test_it_works(said, english):
    assert "งานของฉัน" in said
    assert english["งานของฉัน"] == ["My work"]


def test_every_message_has_its_english(said, english):
    assert sorted(said - set(english)) == []


def test_nothing_is_doubtful():
    for po in CATALOGUES:
        assert not re.search(r"^#, .*fuzzy", po.read_text(), re.M), shown(po)
        assert not re.search(r"^#~", po.read_text(), re.M), shown(po)


@pytest.mark.parametrize("po", CATALOGUES, ids=lambda po: po.parts[-3])
def test_catalogue_can_be_compiled(po, tmp_path):
    assert compiled(po, tmp_path)


def test_placeholders_are_the_same_on_both_sides(english):
    differing = [
        (message, text)
        for message, texts in english.items()
        for text in texts
        if sorted(PLACEHOLDER.findall(message)) != sorted(PLACEHOLDER.findall(text))
    ]
    assert differing == []


def test_english_has_no_thai_letters(english):
    assert [text for texts in english.values() for text in texts if THAI.search(text)] == []


def test_english_is_written_with_care(english):
    texts = [text for texts in english.values() for text in texts]
    assert [text for text in texts if "  " in text or text != text.strip()] == []
    american = re.compile(r"\b(organization|color|center|canceled|login)\b", re.I)
    assert [text for text in texts if american.search(text)] == []


def test_thai_is_written_with_care(said):
    doubled = re.compile(r"[^\s]ๆ|  |เเ|ํา")
    assert [message for message in said if doubled.search(message)] == []
    assert [message for message in said if message != message.strip()] == []


# ── What Django and its helpers say ──────────────────────────────────────────────────────────────
def test_a_form_speaks_the_language_of_the_page():
    field = forms.ChoiceField(choices=[("a", "a")])
    for language, words in (("th", "โปรดเลือกจากรายการ"), ("en", "Select a valid choice")):
        with translation.override(language), pytest.raises(forms.ValidationError) as refused:
            field.clean("b")
        with translation.override(language):
            assert words in str(refused.value)


def test_what_helpers_say_in_thai_is_thai(tmp_path):
    thai = compiled(ROOT / "locale/th/LC_MESSAGES/django.po", tmp_path)
    assert [text for texts in thai.values() for text in texts if not THAI.search(text)] == []
    assert [message for message in thai if THAI.search(message)] == []
    unknown = [
        (message, text)
        for message, texts in thai.items()
        for text in texts
        if set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(message))
    ]
    assert unknown == []


# ── Nothing is said past the catalogue ───────────────────────────────────────────────────────────
TRANSLATED = re.compile(
    r"""\{%\s*comment\b.*?\{%\s*endcomment\s*%\}
      | \{\#.*?\#\}
      | \{%\s*blocktranslate\b.*?\{%\s*endblocktranslate\s*%\}
      | \{%\s*translate\s+(?:"[^"]*"|'[^']*')[^%]*%\}
      | \b_\((?:"[^"]*"|'[^']*')\)""",
    re.S | re.X,
)


def untranslated_lines(text: str) -> list[int]:
    bare = TRANSLATED.sub(lambda match: "\n" * match[0].count("\n"), text)
    return [number for number, line in enumerate(bare.splitlines(), 1) if THAI.search(line)]


def test_templates_have_thai_only_in_messages():
    assert untranslated_lines('{% translate "ร่าง" %}\n<p>ร่าง</p>') == [2]
    found = [
        f"{shown(path)}:{number}"
        for path in templates()
        if path.name not in BOTH_AT_ONCE
        for number in untranslated_lines(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize("name", sorted(BOTH_AT_ONCE))
def test_a_page_outside_of_languages_speaks_both(name):
    text = (ROOT / "templates" / name).read_text()
    assert THAI.search(text)
    assert 'lang="en"' in text


def test_scripts_have_no_words_of_their_own():
    """What a script says comes from the page, in its language."""
    scripts = [path for path in files(".js") if "static" in path.parts]
    assert scripts
    assert [shown(path) for path in scripts if THAI.search(path.read_text())] == []


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def accounted(tree: ast.AST) -> set[int]:
    """Nodes below which Thai may stand: messages, docstrings, what is said in both languages."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                roots.append(node)
            case ast.Call() if called(node) in GETTEXT | IN_BOTH:
                roots.extend([*node.args, *node.keywords])
            case ast.keyword(arg=str(name)) if name == "th" or name.endswith("_th"):
                roots.append(node)
            case ast.IfExp(test=ast.Compare(comparators=[ast.Constant(value="en")])):
                roots.append(node)
    return {id(below) for root in roots for below in ast.walk(root)}


def thai_outside(text: str) -> list[int]:
    tree = ast.parse(text)
    fine = accounted(tree)
    return sorted(
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and THAI.search(node.value)
        and id(node) not in fine
    )


def test_code_has_thai_only_in_messages():
    assert thai_outside('_("ร่าง")\nsay("ร่าง")') == [2]
    found = [
        f"{shown(path)}:{line}"
        for path in modules()
        if not shown(path).startswith(tuple(THAI_BY_ITS_NATURE))
        for line in thai_outside(path.read_text())
    ]
    assert found == []


def test_every_exception_is_still_needed():
    for place in THAI_BY_ITS_NATURE:
        inside = [path for path in modules() if shown(path).startswith(place)]
        assert any(thai_outside(path.read_text()) for path in inside), place


def test_messages_are_plain_strings():
    """An f-string inside of a message cannot be found by the tool, so it would stay Thai."""
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and called(node) in GETTEXT
        and any(isinstance(part, ast.JoinedStr) for part in node.args)
    ]
    assert found == []
