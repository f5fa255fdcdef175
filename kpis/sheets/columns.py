"""What a column can hold, and the words by which offices name it."""

import re
from enum import StrEnum

from common.sheets.words import Said
from common.thai.digits import to_arabic
from common.thai.text import join_wrapped


class Column(StrEnum):
    """One thing that a column of an indicator table says. Empty: the column is not read."""

    NOTHING = ""
    CODE = "code"
    REGISTRY = "registry"
    NAME = "name"
    NAME_EN = "name_en"
    UNIT = "unit"
    WEIGHT = "weight"
    TARGET = "target"
    TARGET_LEVEL = "target_level"
    METHOD = "method"
    LEVEL_1 = "level1"
    LEVEL_2 = "level2"
    LEVEL_3 = "level3"
    LEVEL_4 = "level4"
    LEVEL_5 = "level5"
    THRESHOLD_1 = "threshold1"
    THRESHOLD_2 = "threshold2"
    THRESHOLD_3 = "threshold3"
    HOST = "host"
    UNDER = "under"
    DUE_IN = "due_in"
    DIMENSION = "dimension"
    DEFINITION = "definition"
    FORMULA = "formula"
    SOURCE = "source"
    BASELINE = "baseline"


LEVELS = (Column.LEVEL_1, Column.LEVEL_2, Column.LEVEL_3, Column.LEVEL_4, Column.LEVEL_5)
THRESHOLDS = (Column.THRESHOLD_1, Column.THRESHOLD_2, Column.THRESHOLD_3)

LABELS: dict[Column, Said] = {
    Column.NOTHING: Said("ไม่นำเข้า", "Not imported"),
    Column.CODE: Said("ลำดับ", "No."),
    Column.REGISTRY: Said("รหัสทะเบียน", "Registry code"),
    Column.NAME: Said("ตัวชี้วัด", "Indicator"),
    Column.NAME_EN: Said("ชื่อภาษาอังกฤษ", "English name"),
    Column.UNIT: Said("หน่วยวัด", "Unit"),
    Column.WEIGHT: Said("น้ำหนัก", "Weight"),
    Column.TARGET: Said("ค่าเป้าหมาย", "Target"),
    Column.TARGET_LEVEL: Said("เป้าหมายอยู่ที่ระดับ", "Target at level"),
    Column.METHOD: Said("วิธีให้คะแนน", "Method"),
    Column.LEVEL_1: Said("ระดับ 1", "Level 1"),
    Column.LEVEL_2: Said("ระดับ 2", "Level 2"),
    Column.LEVEL_3: Said("ระดับ 3", "Level 3"),
    Column.LEVEL_4: Said("ระดับ 4", "Level 4"),
    Column.LEVEL_5: Said("ระดับ 5", "Level 5"),
    Column.THRESHOLD_1: Said("เกณฑ์ขั้นต้น", "Threshold 1"),
    Column.THRESHOLD_2: Said("เกณฑ์มาตรฐาน", "Threshold 2"),
    Column.THRESHOLD_3: Said("เกณฑ์ขั้นสูง", "Threshold 3"),
    Column.HOST: Said("เจ้าภาพ", "Host agency"),
    Column.UNDER: Said("อยู่ภายใต้", "Under"),
    Column.DUE_IN: Said("รอบที่ต้องรายงาน", "Due in rounds"),
    Column.DIMENSION: Said("มิติ", "Dimension"),
    Column.DEFINITION: Said("คำอธิบาย / นิยาม", "Definition"),
    Column.FORMULA: Said("สูตรการคำนวณ", "Formula"),
    Column.SOURCE: Said("แหล่งข้อมูล", "Data source"),
    Column.BASELINE: Said("ผลย้อนหลัง", "Baseline"),
}

_SYNONYMS: dict[Column, str] = {
    Column.CODE: "ลำดับ|ลำดับที่|ที่|รหัส|รหัสตัวชี้วัด|ตัวชี้วัดที่|เลขที่|ข้อ|ข้อที่|ลำดับในบัญชี|no|code|kpino|number"
    "|id|kpicode",
    Column.REGISTRY: "รหัสทะเบียน|รหัสทะเบียนตัวชี้วัด|registry|registrycode",
    Column.NAME: "ตัวชี้วัด|ชื่อตัวชี้วัด|ตัวชี้วัดความสำเร็จ|ตัวชี้วัดผลการปฏิบัติราชการ|รายการตัวชี้วัด|ชื่อ|ตัวบ่งชี้|ดัชนีชี้วัด"
    "|indicator|indicators|indicatorname|kpi|kpis|kpiname|name",
    Column.NAME_EN: "ชื่อภาษาอังกฤษ|ตัวชี้วัดภาษาอังกฤษ|englishname|nameen|indicatorenglish",
    Column.UNIT: "หน่วย|หน่วยวัด|หน่วยนับ|unit|unitofmeasure|measure",
    Column.WEIGHT: "น้ำหนัก|ค่าน้ำหนัก|น้ำหนักร้อยละ|น้ำหนักคะแนน|ร้อยละน้ำหนัก|weight|wt",
    Column.TARGET: "เป้าหมาย|ค่าเป้าหมาย|เป้า|target|targetvalue|goal",
    Column.TARGET_LEVEL: "เป้าหมายอยู่ที่ระดับ|ค่าเป้าหมายอยู่ที่ระดับ|ระดับเป้าหมาย|ระดับของเป้าหมาย|targetlevel"
    "|targetatlevel",
    Column.METHOD: "วิธีให้คะแนน|วิธีคิดคะแนน|วิธีการให้คะแนน|method|scoringmethod",
    Column.THRESHOLD_1: "เกณฑ์ขั้นต้น|เป้าหมายขั้นต้น|ขั้นต้น|threshold1",
    Column.THRESHOLD_2: "เกณฑ์มาตรฐาน|เป้าหมายมาตรฐาน|เป้าหมายขั้นมาตรฐาน|มาตรฐาน|threshold2",
    Column.THRESHOLD_3: "เกณฑ์ขั้นสูง|เป้าหมายขั้นสูง|ขั้นสูง|threshold3",
    Column.HOST: "เจ้าภาพ|เจ้าภาพหลัก|หน่วยงาน|หน่วยงานรับผิดชอบ|หน่วยงานที่รับผิดชอบ|หน่วยงานผู้รับผิดชอบ|ผู้รับผิดชอบ"
    "|หน่วยงานเจ้าภาพ|หน่วยงานหลัก|ผู้จัดเก็บข้อมูล|หน่วยงานจัดเก็บข้อมูล|host|hostagency|agency|owner|responsible"
    "|responsibleagency|collector|datacollector",
    Column.UNDER: "อยู่ภายใต้|ประเด็น|ประเด็นยุทธศาสตร์|ประเด็นการพัฒนา|ยุทธศาสตร์|เป้าประสงค์|วัตถุประสงค์"
    "|under|issue|strategicissue|objective",
    Column.DUE_IN: "รอบที่ต้องรายงาน|รอบรายงาน|รอบการรายงาน|dueinrounds|duein|rounds",
    Column.DIMENSION: "มิติ|มิติที่|dimension",
    Column.DEFINITION: "คำอธิบาย|นิยาม|คำอธิบายนิยาม|คำนิยาม|คำอธิบายตัวชี้วัด|definition|description",
    Column.FORMULA: "สูตร|สูตรการคำนวณ|วิธีคำนวณ|สูตรคำนวณ|formula",
    Column.SOURCE: "แหล่งข้อมูล|แหล่งที่มา|แหล่งที่มาของข้อมูล|ที่มาของข้อมูล|ที่มา|source|datasource",
    Column.BASELINE: "ผลย้อนหลัง|ผล|ผลงาน|ผลการดำเนินงาน|ข้อมูลพื้นฐาน|ข้อมูลผลย้อนหลัง|baseline|result",
}
_BY_WORD = {word: column for column, words in _SYNONYMS.items() for word in words.split("|")}
_NOT_PREFIXES = ("ผล", "name", "id", "no", "ที่", "ชื่อ", "ข้อ", "kpi", "เป้า", "มาตรฐาน")
_PREFIXES = sorted(
    (w for w in _BY_WORD if len(w) >= 4 and w not in _NOT_PREFIXES), key=len, reverse=True
)
_NOT_READ = re.compile(
    r"ผล.*|คะแนน(ที่ได้|ถ่วง).*|คะแนน|ค่าคะแนน|ร้อยละ|สถานะ|หมายเหตุ|คะแนนsar|รายงานรอบ.*|score|weightedscore"
    r"|status|remarks?|note"
)

_BRACKETS = re.compile(r"[(（\[][^)）\]]*[)）\]]")
_YEAR = re.compile(r"(?<![\d.])(19\d\d|20\d\d|2[4-6]\d\d)(?![\d.])")
_YEAR_WORDS = re.compile(
    r"(ประจำ)?(ปีงบประมาณ|ปี)?\s*(พ\.?ศ\.?|ค\.?ศ\.?|fy)?\s*(19\d\d|20\d\d|2[4-6]\d\d)"
)
_SIGNS = re.compile(r"[^\w\u0e00-\u0e7f]+|_")
_LEVEL = re.compile(
    r"(?:เกณฑ์การให้คะแนน|เกณฑ์|ค่าคะแนน|คะแนน|ระดับ|ค่าเป้าหมาย|level|score|l|lv)*(?:ที่)?([1-5])(?:คะแนน)?"
)


def fold(text: object) -> str:
    """A header as it is compared: no brackets, years, blanks, case or punctuation."""
    plain = join_wrapped(to_arabic(text)).casefold()
    bare = _BRACKETS.sub(" ", plain)
    bare = _YEAR_WORDS.sub(" ", bare)
    return _SIGNS.sub("", bare) or _SIGNS.sub("", plain)


def meaning(header: object) -> Column:
    """What a column headed by this text holds; NOTHING where the words say nothing known."""
    word = fold(header)
    if not word:
        return Column.NOTHING
    if word in _BY_WORD:
        found = _BY_WORD[word]
        # Results of the year itself are not criteria: only those of a named earlier year are read.
        if found is Column.BASELINE and year_in(header) is None:
            return Column.NOTHING
        return found
    if level := level_number(header):
        return LEVELS[level - 1] if len(word) > 1 else Column.NOTHING
    if _NOT_READ.fullmatch(word):
        return Column.NOTHING
    prefix = next((known for known in _PREFIXES if word.startswith(known)), None)
    return (
        _BY_WORD[prefix] if prefix and _BY_WORD[prefix] is not Column.BASELINE else Column.NOTHING
    )


def level_number(header: object) -> int | None:
    """1 to 5 for “ระดับ 3”, “คะแนน 3”, “level 3” or a bare 3 (also as the number 3.0)."""
    if isinstance(header, float) and header.is_integer():
        header = int(header)
    match = _LEVEL.fullmatch(fold(header))
    return int(match[1]) if match else None


def year_in(text: object) -> int | None:
    """The year (B.E.) that a header or title names; a year of the common era is converted."""
    found = _YEAR.findall(to_arabic(text))
    if not found:
        return None
    year = int(found[0])
    return year + 543 if year < 2400 else year
