"""Rules of the walk for the support pages, made from what is registered there.

For system administrators alone; everything answers to reading only, but for ending a session.
"""

from typing import Any

from django.urls import get_resolver

from accounts.support.site import site
from tests.meta.walk_rule import Args, Rule
from tests.meta.walk_signing_world import ADMIN

ADMINS = frozenset({ADMIN})
NOTHING = 0


def _first(model: Any) -> Args:
    """A row that the administrator sees; a number that no row has where there is none."""

    def args(world: Any) -> list[Any]:
        page = site.get_model_admin(model)

        class Asked:
            user = world.people[ADMIN]

        row = page.get_queryset(Asked()).first()
        return [row.pk if row else NOTHING]

    return args


def _rules() -> dict[str, Rule]:
    get_resolver().url_patterns  # noqa: B018 - registers what there is
    rules = {
        "admin:index": Rule(sees=ADMINS, get=ADMINS),
        "admin:app_list": Rule(lambda w: ["accounts"], ADMINS, ADMINS),
    }
    for model in site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        first = _first(model)
        rules[f"{name}_changelist"] = Rule(sees=ADMINS, get=ADMINS)
        rules[f"{name}_change"] = Rule(first, ADMINS, ADMINS)
        rules[f"{name}_history"] = Rule(first, ADMINS, ADMINS)
    rules["admin:usersessions_usersession_delete"] = Rule(
        _first(next(one for one in site._registry if one._meta.model_name == "usersession")),
        ADMINS, ADMINS, ADMINS, body=lambda w: {"post": "yes"},
    )  # fmt: skip
    return rules


RULES = _rules()
