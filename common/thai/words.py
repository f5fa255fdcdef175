"""Official words for scores and states, the same on screen, in the API and in print."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from common.thai.digits import round_half_up
from common.thai.language import Language

Shape = Literal["disc", "ring", "square", "triangle-outline", "triangle", "dashed"]


@dataclass(frozen=True)
class Level:
    """How a score reads: number, word and shape; colour only comes last, through the class."""

    number: int | None
    th: str
    en: str
    shape: Shape
    css: str

    def word(self, language: Language = "th") -> str:
        return self.en if language == "en" else self.th


NO_SCORE = Level(None, "ยังไม่รายงาน", "Not reported", "dashed", "score-none")
LEVELS = (
    Level(1, "ต้องแก้ไข", "Needs correction", "triangle", "score-1"),
    Level(2, "ต่ำกว่าเป้า", "Below target", "triangle-outline", "score-2"),
    Level(3, "ตามเป้าขั้นต่ำ", "Meets the minimum", "square", "score-3"),
    Level(4, "ดี", "Good", "ring", "score-4"),
    Level(5, "ดีเยี่ยม", "Excellent", "disc", "score-5"),
)
_GRADES = (  # of cards on the 0–100 scale: from this score on
    (Decimal(90), Level(4, "ระดับคุณภาพ", "Quality", "disc", "score-5")),
    (Decimal(75), Level(3, "มาตรฐานขั้นสูง", "High standard", "ring", "score-4")),
    (Decimal(60), Level(2, "มาตรฐานขั้นต้น", "Basic standard", "square", "score-3")),
    (Decimal(0), Level(1, "ต้องปรับปรุง", "Needs improvement", "triangle", "score-1")),
)
SCALES = ("1-5", "0-100")


def level_of(score: Decimal | None, scale: str = "1-5") -> Level:
    """The level that a score has reached, rounded down: 3.9999 is level 3, 4 is level 4.

    Judged on the score as it is shown (four places on 1–5, two on 0–100), so that what reads
    "4.0000" is level 4. A floor of 0 reads as level 1.
    """
    if scale not in SCALES:
        raise ValueError(f"a card is on the scale 1-5 or 0-100, not {scale}")
    if score is None:
        return NO_SCORE
    if scale == "0-100":
        shown = round_half_up(score, 2)
        return next((grade for least, grade in _GRADES if shown >= least), _GRADES[-1][1])
    reached = int(round_half_up(score, 4))
    return LEVELS[min(max(reached, 1), 5) - 1]


STATES: dict[str, tuple[str, str]] = {
    "scored": ("คิดคะแนนแล้ว", "Scored"),
    "not_due": ("ยังไม่ถึงรอบ", "Not due yet"),
    "not_applicable": ("ยกเว้นการประเมิน", "Not applicable"),
    "not_reported": ("ยังไม่รายงาน", "Not reported"),
    "no_criteria": ("ยังไม่กำหนดเกณฑ์", "Criteria not set"),
}
"""State of a scorecard's line → Thai and English word; the five are never conflated."""


def state_word(state: str, language: Language = "th") -> str:
    th, en = STATES[state]
    return en if language == "en" else th


OFFICE_WORDS: dict[str, str] = {
    # units of indicators
    "ร้อยละ": "per cent",
    "บาท": "baht",
    "ล้านบาท": "million baht",
    "คน": "persons",
    "ราย": "persons",
    "แสนคน": "hundred thousand persons",
    "ล้านคน": "million persons",
    "ครั้ง": "times",
    "ครัวเรือน": "households",
    "หมู่บ้าน": "villages",
    "ตำบล": "sub-districts",
    "อำเภอ": "districts",
    "แห่ง": "places",
    "แปลง": "plots",
    "จุด": "spots",
    "ไร่": "rai",
    "กก./ไร่": "kg/rai",
    "ตัน": "tonnes",
    "กิโลเมตร": "kilometres",
    "ผลิตภัณฑ์": "products",
    "กลุ่ม": "groups",
    "โครงการ": "projects",
    "เรื่อง": "matters",
    "วัน": "days",
    "ระดับ": "level",
    "คะแนน": "points",
    "ต่อแสน": "per 100,000",
    # dimensions of performance agreements
    "ประสิทธิผลตามแผนยุทธศาสตร์": "Effectiveness of the strategic plan",
    "คุณภาพการให้บริการ": "Quality of service",
    "ประสิทธิภาพของการปฏิบัติราชการ": "Efficiency of official work",
    "การพัฒนาองค์การ": "Organisational development",
}
"""Words that every office writes alike into a field which is typed only once, in Thai."""


def office_word(written: str, language: Language = "th") -> str:
    """The unit or dimension in this language; one that is not known stays as it was written."""
    return OFFICE_WORDS.get(written.strip(), written) if language == "en" else written
