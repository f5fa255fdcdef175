"""What is wrong with a card: every fault with the line's id, the field and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field

CARD = "card"
"""Stands in place of a line's id where the fault lies in no line."""

RULES = "rules"
"""Stands in place of a line's id where the fault lies in the rule set."""

_LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a card, for a person: where it is and what is wrong, in both languages."""

    line: str
    field: str
    message_th: str
    message_en: str

    def __str__(self) -> str:
        """One printable line whatever the card contains."""
        return one_line(f"{self.line}: {self.field}: {self.message_en} | {self.message_th}")


class InvalidCard(ValueError):  # noqa: N818 - named for what is wrong, as Refused is
    """A card that cannot be scored, with all its faults in the order of the card."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(slots=True)
class Faults:
    """Collects faults while a card is read, so that a person sees all of them at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, line: str, field: str, th: str, en: str) -> None:
        """Note one fault."""
        self.found.append(Fault(line, field, th, en))

    def raise_if_any(self) -> None:
        """Raise InvalidCard if anything was noted."""
        if self.found:
            raise InvalidCard(self.found)


def one_line(text: str) -> str:
    """The text with line breaks, control characters and half characters written as escapes."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape", "backslashreplace").decode()
        for char in text
    )


def quoted(text: str) -> str:
    """A piece of the input for a message, cut where it is long."""
    return f"“{text[:_LONGEST_QUOTE]}…”" if len(text) > _LONGEST_QUOTE else f"“{text}”"
