"""What the reading of a sheet says to people: in both languages, with sheet, row and column."""

from dataclasses import dataclass

from common.thai.language import Language


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence in both languages."""

    th: str
    en: str

    def say(self, language: Language = "th") -> str:
        return self.en if language == "en" else self.th


class SheetRefused(ValueError):  # noqa: N818 - reads as a sentence where it is raised and caught
    """The file or sheet as a whole cannot be read; the sentence says what to do instead."""

    def __init__(self, th: str, en: str) -> None:
        super().__init__(th)
        self.said = Said(th, en)


@dataclass(frozen=True, slots=True)
class Remark:
    """A fault or a warning at one cell. `row` counts from 1 as the office program does.

    `column` is the letter, empty where the whole row is meant; row 0 means the whole sheet.
    """

    sheet: str
    row: int
    column: str
    said: Said

    def place(self, language: Language = "th") -> str:
        if language == "en":
            parts = [f"sheet “{self.sheet}”"]
            parts += [f"row {self.row}"] if self.row else []
            parts += [f"column {self.column}"] if self.column else []
            return ", ".join(parts)
        parts = [f"แผ่น “{self.sheet}”"]
        parts += [f"แถว {self.row}"] if self.row else []
        parts += [f"คอลัมน์ {self.column}"] if self.column else []
        return " ".join(parts)

    def say(self, language: Language = "th") -> str:
        """“แผ่น “ตัวชี้วัด” แถว 5 คอลัมน์ C: …”."""
        return f"{self.place(language)}: {self.said.say(language)}"


def letter(column: int) -> str:
    """A column counted from 0 as the office program names it: 0 → A, 26 → AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(letters: str) -> int:
    """The other way round: A → 0, AA → 26."""
    number = 0
    for char in letters.upper():
        number = number * 26 + ord(char) - ord("A") + 1
    return number - 1
