"""The two languages of the product, and how a pure function says what it cannot read."""

from typing import Literal

Language = Literal["th", "en"]


class Unreadable(ValueError):  # noqa: N818 - reads as a sentence where it is raised and caught
    """Something typed by a person that cannot be understood; says in words what to type instead.

    `code` is stable and meant for programs and tests; `th` and `en` are meant for people.
    """

    def __init__(self, code: str, *, th: str, en: str) -> None:
        super().__init__(th)
        self.code = code
        self.th = th
        self.en = en

    def say(self, language: Language = "th") -> str:
        return self.en if language == "en" else self.th
