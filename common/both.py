"""Words in both languages, for what is kept: a frozen paper and a letter are read in either."""

from collections.abc import Callable
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import gettext, override

Pair = tuple[str, str]


def both(word: str | Promise) -> Pair:
    """A translatable word as (Thai, English)."""
    with override("th"):
        message = str(word)
    return message, _english(message)


@lru_cache(maxsize=500)
def _english(message: str) -> str:
    """The catalogue is keyed by the Thai text, which is the source language."""
    with override("en"):
        return gettext(message) if message else ""


def said(write: Callable[[], str]) -> Pair:
    """What a function writes in each of the two languages."""
    with override("th"):
        thai = write()
    with override("en"):
        return thai, write()


def named(pair_th: str, pair_en: str, name: str) -> dict[str, str]:
    """`{name}_th` and `{name}_en`; the Thai one stands in where no English one is known."""
    return {f"{name}_th": pair_th, f"{name}_en": pair_en or pair_th}
