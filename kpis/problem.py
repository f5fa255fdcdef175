"""One thing that is wrong with a definition, and how figures stand in what is said of it."""

from dataclasses import dataclass
from decimal import Decimal

from common.thai.language import Language


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: at which field (`weight`, `level3`, `part2.weight`) and why."""

    field: str
    th: str
    en: str

    def say(self, language: Language = "th") -> str:
        return self.en if language == "en" else self.th


def plain(number: Decimal) -> str:
    """A plain decimal without useless zeros: what stands in JSON, addresses and messages."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text
