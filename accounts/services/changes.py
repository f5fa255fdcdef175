"""Setting fields of a row, and saying in one sentence what changed: the reason in its history."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from common.thai.text import normalise

_NOTHING = "–"


@dataclass(frozen=True)
class Changed:
    """The fields that got another value, and the change in words; false where there is none."""

    fields: tuple[str, ...]
    sentence: str

    def __bool__(self) -> bool:
        return bool(self.fields)


def make(row: Model, given: Mapping[str, Any]) -> Changed:
    """Set what is given; text is stored in the one spelling that looks the same."""
    fields: list[str] = []
    said: list[str] = []
    for name, value in given.items():
        new = normalise(value) if isinstance(value, str) else value
        old = getattr(row, name)
        if old == new:
            continue
        setattr(row, name, new)
        fields.append(name)
        field: Any = row._meta.get_field(name)
        words = dict(getattr(field, "base_field", field).flatchoices)
        said.append(f"{field.verbose_name}: {_shown(old, words)} → {_shown(new, words)}")
    return Changed(tuple(fields), "; ".join(said))


def _shown(value: Any, words: Mapping[Any, Any]) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(str(words.get(one, one)) for one in value) or _NOTHING
    return _NOTHING if value is None or value == "" else str(words.get(value, value))
