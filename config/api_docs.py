"""The API's description as a plain page: no script, so that the strict policy holds on it too."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator

from common.language import page_language

Json = dict[str, Any]
_VERBS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One address with one verb."""

    verb: str
    path: str
    summary: str
    description: str
    parameters: tuple[Json, ...]
    answers: tuple[tuple[str, str], ...]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters, and every schema with its fields."""
    operations, schemas = _described(page_language())
    return render(request, "api/docs.html", {"operations": operations, "schemas": schemas})


@lru_cache(maxsize=2)
def _described(language: str) -> tuple[tuple[Operation, ...], tuple[Json, ...]]:
    """The description does not change while the process lives; its labels follow the language."""
    schema: Json = SchemaGenerator().get_schema(request=None, public=True)
    operations = tuple(
        _operation(verb, path, found)
        for path, verbs in schema["paths"].items()
        for verb, found in verbs.items()
        if verb in _VERBS
    )
    components = schema.get("components", {}).get("schemas", {})
    return operations, tuple(_schema(name, found) for name, found in components.items())


def _operation(verb: str, path: str, found: Json) -> Operation:
    return Operation(
        verb=verb.upper(),
        path=path,
        summary=found.get("summary", ""),
        description=found.get("description", ""),
        parameters=tuple(
            {**parameter, "type": _type(parameter.get("schema", {}))}
            for parameter in found.get("parameters", ())
        ),
        answers=tuple(
            (status, _answer(answer)) for status, answer in found.get("responses", {}).items()
        ),
    )


def _answer(answer: Json) -> str:
    for media in answer.get("content", {}).values():
        return _type(media.get("schema", {}))
    return str(answer.get("description", ""))


def _schema(name: str, found: Json) -> Json:
    return {
        "name": name,
        "description": found.get("description", ""),
        "fields": [
            {"name": field, "type": _type(what), "description": what.get("description", "")}
            for field, what in found.get("properties", {}).items()
        ],
        "values": found.get("enum", ()),
    }


def _type(what: Json) -> str:
    """A schema in a few words: `string`, `Area`, `list of Line`."""
    if "$ref" in what:
        return str(what["$ref"]).rsplit("/", 1)[-1]
    for several in ("allOf", "oneOf", "anyOf"):
        if several in what:
            return " / ".join(_type(one) for one in what[several])
    if what.get("type") == "array":
        return f"list of {_type(what.get('items', {}))}"
    words = str(what.get("format") or what.get("type") or "any")
    return f"{words} or null" if what.get("nullable") else words
