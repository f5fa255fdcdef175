"""Plan templates, from strategies/data. Adds or corrects, never deletes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import transaction

from common.slots import Loaded
from provinces.services.reference import put, read
from strategies.models import PlanTemplate, TemplateLevel

FILE = Path(__file__).resolve().parent.parent / "data" / "plan_templates.csv"


@transaction.atomic
def load() -> Iterator[Loaded]:
    """The templates of the three eras, then their levels."""
    rows = read(FILE)
    templates = put(
        "plan templates",
        {row["template"]: _template(row) for row in rows}.values(),
        into=PlanTemplate.objects.all(),
        key=("code",),
    )
    ids = dict(PlanTemplate.objects.values_list("code", "pk"))
    levels = put(
        "levels of plan templates",
        [_level(row, ids[row["template"]]) for row in rows],
        into=TemplateLevel.objects.all(),
        key=("template_id", "level"),
    )
    return iter([templates, levels])


def _template(row: dict[str, str]) -> dict[str, Any]:
    return {
        "code": row["template"],
        "name_th": row["name_th"],
        "name_en": row["name_en"],
        "first_year": int(row["first_year"]),
        "last_year": int(row["last_year"]),
        "target_level": int(row["target_level"]),
    }


def _level(row: dict[str, str], template_id: int) -> dict[str, Any]:
    return {
        "template_id": template_id,
        "level": row["level"],
        "order": int(row["order"]),
        "label_th": row["label_th"],
        "label_en": row["label_en"],
        "parents": [parent for parent in row["parents"].split(";") if parent],
        "needs_host": row["needs_host"] == "yes",
        "weighted": row["weighted"] == "yes",
        "takes_indicators": row["takes_indicators"] == "yes",
        "takes_projects": row["takes_projects"] == "yes",
    }
