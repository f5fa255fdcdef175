"""Governed models: every change of their rows is written to the trail by the database itself.

`@governed` on a model puts one trigger on its table, and one on that of each of its many-to-many
relations. They fire for whatever changes a row: the ORM, a bulk update, raw SQL, a hand in psql.
What they write to (`accounts_change`, append-only) stands in accounts/trail; this module knows the
table only through the database function `trail_write`, so that the apps above `accounts` can be
governed as well.
"""

import sys
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
    which decides who may read it. naming: related rows that its name needs. kept_out: columns that
    the trail does not repeat, because they never change and are long. versions_of: the columns that
    all versions of one thing share, where `version` counts them; a new version is then told by what
    is different in it.
    """

    model: type[models.Model]
    word: str | Promise
    area: str
    part_of: str = ""
    naming: tuple[str, ...] = ()
    kept_out: tuple[str, ...] = ()
    versions_of: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    @property
    def kind(self) -> str:
        """How it stands in addresses."""
        return self.model._meta.model_name or ""


GOVERNED: dict[str, Governed] = {}


def governed(
    word: str | Promise,
    *,
    area: str,
    part_of: str = "",
    naming: tuple[str, ...] = (),
    kept_out: tuple[str, ...] = (),
    versions_of: tuple[str, ...] = (),
) -> Callable[[Model], Model]:
    """Class decorator: write every change of this model's rows and relations to the trail."""

    def decorate(model: Model) -> Model:
        entry = Governed(model, word, area, part_of, naming, kept_out, versions_of)
        GOVERNED[entry.label] = entry
        pgtrigger.register(WriteTrail(entry))(model)
        for relation in model._meta.local_many_to_many:
            _watch(entry, relation)
        return model

    return decorate


def _watch(entry: Governed, relation: Any) -> None:
    """Put a trigger on the table of a relation, through a proxy: migrations see no other way."""
    through = relation.remote_field.through
    facts = {
        "proxy": True,
        "app_label": entry.model._meta.app_label,
        "default_permissions": (),
        "triggers": [WriteRelation(entry, relation)],
    }
    name = entry.model.__name__ + relation.name.title().replace("_", "") + "Trail"
    module = entry.model.__module__
    proxy = type(name, (through,), {"__module__": module, "Meta": type("Meta", (), facts)})
    setattr(sys.modules[module], name, proxy)  # where its name says that it stands


class WriteTrail(pgtrigger.Trigger):
    """The trigger of one governed table: hands the row before and after to `trail_write`."""

    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    level = pgtrigger.Row

    def __init__(self, entry: Governed) -> None:
        super().__init__(name="trail", declare=[("touched", "RECORD")])
        self.entry = entry

    def get_func(self, model: Any) -> str:
        """The body: one call. Areas are looked up now, because the parents may be deleted later."""
        part_of, part_id = "NULL", "NULL"
        if self.entry.part_of:
            field = model._meta.get_field(self.entry.part_of)
            part_of = f"'{field.related_model._meta.label_lower}'"
            part_id = f"touched.{field.column}"
        less = "".join(f" - '{column}'" for column in self.entry.kept_out)
        return (
            "IF TG_OP = 'DELETE' THEN touched := OLD; ELSE touched := NEW; END IF; "
            f"PERFORM trail_write('{model._meta.label_lower}', touched.id, lower(TG_OP), "
            f"CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD){less} END, "
            f"CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW){less} END, "
            f"{part_of}, {part_id}, {_path_sql(model, self.entry.area, 'touched.')}); "
            "RETURN NULL;"
        )


class WriteRelation(pgtrigger.Trigger):
    """The trigger on the table of a many-to-many relation.

    What is linked or taken away is told as a change of the owner, in a column that has the name of
    the relation: null before and the other row's number after, or the other way round.
    """

    when = pgtrigger.After
    operation = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete
    level = pgtrigger.Row

    def __init__(self, entry: Governed, relation: Any) -> None:
        super().__init__(name="trail")
        self.entry = entry
        self.relation = relation

    def get_func(self, model: Any) -> str:
        """The body: one call for the link that is gone, one for the link that is there."""
        return (
            f"IF TG_OP <> 'INSERT' THEN {self._call('OLD', gone=True)} END IF; "
            f"IF TG_OP <> 'DELETE' THEN {self._call('NEW', gone=False)} END IF; "
            "RETURN NULL;"
        )

    def _call(self, row: str, *, gone: bool) -> str:
        owner, name = self.entry.model, self.relation.name
        own = f"{row}.{self.relation.m2m_column_name()}"
        there = f"jsonb_build_object('{name}', {row}.{self.relation.m2m_reverse_name()})"
        absent = f"jsonb_build_object('{name}', NULL)"
        part_of, part_id = "NULL", "NULL"
        if self.entry.part_of:
            field: Any = owner._meta.get_field(self.entry.part_of)
            part_of = f"'{field.related_model._meta.label_lower}'"
            part_id = _path_sql(owner, self.entry.part_of, at=own)
        return (
            f"PERFORM trail_write('{self.entry.label}', {own}, 'update', "
            f"{there if gone else absent}, {absent if gone else there}, "
            f"{part_of}, {part_id}, {_path_sql(owner, self.entry.area, at=own)});"
        )


def _path_sql(model: type[models.Model], path: str, row: str = "", *, at: str = "") -> str:
    """What stands at the end of a path: (SELECT area_id FROM kpis_card WHERE id = touched.card_id).

    row: where the first column is read; at: the number of the model's row, where it is not at hand.
    """
    found, here = at, model
    for step in path.split("."):
        field = here._meta.get_field(step)
        column = field.column  # type: ignore[union-attr]
        found = (
            f"(SELECT {column} FROM {here._meta.db_table} WHERE id = {found})"  # noqa: S608
            if found
            else f"{row}{column}"
        )
        here = field.related_model  # type: ignore[assignment]
    return found
