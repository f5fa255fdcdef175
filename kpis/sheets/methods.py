"""The scoring methods by the words that stand in sheets."""

from common.sheets.words import Said
from kpis.sheets.columns import fold

METHODS: dict[str, Said] = {
    "interpolate": Said("เทียบสัดส่วนระหว่างระดับ", "interpolate"),
    "step": Said("ได้คะแนนเมื่อถึงระดับ", "step"),
    "milestone": Said("ขั้นตอนความสำเร็จ", "milestone"),
    "composite": Said("ตัวชี้วัดรวม", "composite"),
    "anchors": Said("เกณฑ์ 50 / 75 / 100", "anchors"),
}
_ALSO = {
    "interpolate": "เทียบบัญญัติไตรยางศ์ระหว่างระดับ|เทียบบัญญัติไตรยางศ์|บัญญัติไตรยางศ์|เทียบสัดส่วน|linear",
    "step": "ขั้นบันได|ตามระดับ|steps",
    "milestone": "ขั้นตอนความสำเร็จ5ขั้น|ขั้นตอน|ระดับความสำเร็จ|milestones",
    "composite": "รวม|ตัวชี้วัดย่อย|ถ่วงน้ำหนัก",
    "anchors": "5075100|50/75/100",
}
_BY_WORD = (
    {fold(word): method for method, words in _ALSO.items() for word in words.split("|")}
    | {fold(said.th): method for method, said in METHODS.items()}
    | {fold(said.en): method for method, said in METHODS.items()}
)


def method_named(words: str) -> str | None:
    """The method that a cell names, None where the words are not known."""
    return _BY_WORD.get(fold(words))
