"""One thing that is wrong with a definition."""

from dataclasses import dataclass

from common.thai.language import Language


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: at which field (`weight`, `level3`, `part2.weight`) and why."""

    field: str
    th: str
    en: str

    def say(self, language: Language = "th") -> str:
        return self.en if language == "en" else self.th
