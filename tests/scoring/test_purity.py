"""The engine alone: no Django, no third-party package, no environment, and quick."""

import json
import subprocess
import sys
import time
from pathlib import Path

from kpis.scoring import parse_card, result_json, score_card
from tests.scoring.building import CARDS, Json, card, composite, milestone, scoring

ROOT = Path(__file__).parents[2]

ALONE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
sys.modules["django"] = None
before = set(sys.modules)
from kpis.scoring import read_card, result_json, score_card
text = result_json(score_card(read_card(sys.stdin.buffer.read())))
ours = {{"kpis"}}
strange = {{name.partition(".")[0] for name in set(sys.modules) - before}} - ours
assert strange <= set(sys.stdlib_module_names), strange
sys.stdout.buffer.write(text.encode())
"""


def test_it_works_without_django_or_site_packages():
    raw = (CARDS / "fy2548.json").read_bytes()
    done = subprocess.run(
        [sys.executable, "-S", "-I", "-c", ALONE], input=raw, capture_output=True, check=False
    )
    assert done.stderr == b""
    assert json.loads(done.stdout)["total"] == "3.4400"


def test_no_binary_fractions_in_the_source():
    for source in (ROOT / "kpis" / "scoring").glob("*.py"):
        text = source.read_text(encoding="utf-8")
        assert "float" not in text or source.name == "reading.py", source.name


def forty_lines() -> Json:
    by_three = ["65", "68", "71", "74", "77"]
    lines = []
    for number in range(40):
        name, group = f"{number // 10 + 1}.{number % 10 + 1}", {"group": str(number // 10)}
        if number % 10 == 3:
            lines.append(milestone(1, 2, 3, 5, id_=name, weight="2.5") | group)
        elif number % 10 == 5:
            parts = [scoring("3.2", f"{name}a", "0.5"), scoring("4.5", f"{name}b", "0.5")]
            lines.append(composite(*parts, id_=name, weight="2.5") | group)
        else:
            value = f"7{number % 7}.4567"
            lines.append(scoring(value, name, "2.5", levels=by_three) | group)
    return card(*lines, redistribute="group")


def test_forty_lines_with_explanations_within_five_milliseconds():
    """Processor time, and the best of many runs: a busy machine must not fail it."""
    given = forty_lines()

    def once() -> float:
        began = time.process_time()
        result_json(score_card(parse_card(given)))
        return time.process_time() - began

    assert min(once() for _ in range(40)) <= 0.005
