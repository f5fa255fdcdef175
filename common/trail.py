"""Governed models: every change of their rows is written to the trail by the database itself.

`@governed` on a model puts one trigger on its table. It fires for whatever changes a row: the ORM,
a bulk update, raw SQL, a hand in psql. What it writes to (`accounts_change`, append-only) stands in
accounts/trail; this module knows the table only through the database function `trail_write`, so
that the apps above `accounts` can be governed as well.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pgtrigger
from django.db import models
from django.utils.functional import Promise

Model = TypeVar("Model", bound=type[models.Model])


@dataclass(frozen=True)
class Governed:
    """A governed model.

    word: what one row is called. area: path of foreign keys to the area whose row it is
    ("card.area"). part_of: the foreign key to the object on whose history page it is told, and
    which decides who may read it. naming: related rows that its name needs.
    """

    model: type[models.Model]
    word: str | Promise
    area: str
    part_of: str = ""
    naming: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def kind(self) -> str:
        """How it stands in addresses."""
        return self.model._meta.model_name or ""


GOVERNED: dict[str, Governed] = {}


def governed(
    word: str | Promise, *, area: str, part_of: str = "", naming: tuple[str, ...] = ()
) -> Callable[[Model], Model]:
    """Class decorator: write every change of this model's rows to the trail."""

    def decorate(model: Model) -> Model:
        entry = Governed(model, word, area, part_of, naming)
        GOVERNED[entry.label] = entry
        pgtrigger.register(WriteTrail(area=area, part_of=part_of))(model)
        return model

    return decorate


class WriteTrail(pgtrigger.Trigger):
    """The trigger of one governed table: hands the row before and after to `trail_write`."""

    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    level = pgtrigger.Row

    def __init__(self, *, area: str, part_of: str) -> None:
        super().__init__(name="trail", declare=[("touched", "RECORD")])
        self.area = area
        self.part_of = part_of

    def get_func(self, model: Any) -> str:
        """The body: one call. Areas are looked up now, because the parents may be deleted later."""
        part_of, part_id = "NULL", "NULL"
        if self.part_of:
            field = model._meta.get_field(self.part_of)
            part_of = f"'{field.related_model._meta.label_lower}'"
            part_id = f"touched.{field.column}"
        return (
            "IF TG_OP = 'DELETE' THEN touched := OLD; ELSE touched := NEW; END IF; "
            f"PERFORM trail_write('{model._meta.label_lower}', touched.id, lower(TG_OP), "
            "CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END, "
            "CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END, "
            f"{part_of}, {part_id}, {_area_sql(model, self.area)}); "
            "RETURN NULL;"
        )


def _area_sql(model: type[models.Model], path: str) -> str:
    """`card.area` of a row: (SELECT area_id FROM kpis_card WHERE id = touched.card_id)."""
    found, at = "", model
    for step in path.split("."):
        field = at._meta.get_field(step)
        column = field.column  # type: ignore[union-attr]
        found = (
            f"(SELECT {column} FROM {at._meta.db_table} WHERE id = {found})"  # noqa: S608
            if found
            else f"touched.{column}"
        )
        at = field.related_model  # type: ignore[assignment]
    return found
