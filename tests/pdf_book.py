"""A believable evaluation book of about forty pages as HTML, for tests and measurements of print.

It shows every part of static/css/print/book.css in use: cover, contents, summary, scorecard with
bullets, indicator cards, wide project tables, running head and foot with the verification code.
All figures are made up by arithmetic, so two calls give the same text.
"""

# ruff: noqa: E501 - HTML is easier to read in one line

from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

from common.drawing.bullet import bullet

WORDS = {5: "ดีเยี่ยม", 4: "ดี", 3: "เฝ้าระวัง", 2: "ต่ำกว่าเป้า", 1: "ต้องแก้ไข"}
SHAPES = {5: "●", 4: "○", 3: "■", 2: "△", 1: "▲"}
ISSUES = [
    "เศรษฐกิจฐานรากและเกษตรมูลค่าสูง",
    "คุณภาพชีวิตและสังคมผู้สูงอายุ",
    "ทรัพยากรธรรมชาติ น้ำ และป่าต้นน้ำ",
    "ความมั่นคงและการค้าชายแดน",
]
NAMES = [
    "อัตราการขยายตัวของผลิตภัณฑ์มวลรวมจังหวัด",
    "รายได้เฉลี่ยของครัวเรือนเกษตรกรรุ่นใหม่",
    "ร้อยละของครัวเรือนยากจนที่พ้นเกณฑ์ จปฐ.",
    "จำนวนผู้เสียชีวิตจากอุบัติเหตุทางถนนต่อประชากรแสนคน",
    "ร้อยละของพื้นที่ป่าไม้ต่อพื้นที่จังหวัด",
    "ร้อยละของเด็กปฐมวัยที่มีพัฒนาการสมวัย",
    "จำนวนวันที่ค่าฝุ่นละออง PM2.5 เกินเกณฑ์มาตรฐาน",
    "มูลค่าการค้าชายแดนผ่านด่านศุลกากร",
]
PARAGRAPH = (
    "ผลการดำเนินงานในรอบนี้ต่ำกว่าเป้าหมายเนื่องจากฝนทิ้งช่วงในเดือนกรกฎาคม น้ำต้นทุนในอ่างเก็บน้ำ"
    "เหลือร้อยละ 42 ทำให้เกษตรกรที่ปรึกษากับสำนักงานเกษตรจังหวัดต้องเลื่อนการเพาะปลูกออกไป "
    "ที่ประชุมคณะกรรมการบริหารงานจังหวัดแบบบูรณาการ (ก.บ.จ.) มีมติให้เร่งกำลังการสูบน้ำ ฟื้นฟูฝายชะลอน้ำ "
    "และติดตามผลรายเดือนผ่านระบบ e-MENSCR ทั้งนี้ผู้ว่าราชการจังหวัดมอบหมายให้รองผู้ว่าฯ กำกับอย่างใกล้ชิด"
)


@dataclass
class Book:
    """The document and the strings that a reader must be able to take out of it again."""

    html: str
    expected: list[str] = field(default_factory=list)


def bar(score: float) -> str:
    """The bullet of the product: bands of the five levels, the result, the target."""
    levels = [Decimal(level) for level in range(1, 6)]
    label = f"คะแนน {score:.2f} จาก 5"
    return bullet(levels, Decimal(f"{score:.2f}"), Decimal(3), label=label)


def qr(url: str) -> str:
    """The verification address as one small picture."""
    import segno

    picture = segno.make(url, error="m", micro=False).png_data_uri(border=2, scale=8)
    return f'<img class="qr" src="{picture}" alt="รหัส QR สำหรับตรวจสอบ">'


def score_of(number: int) -> float:
    return 1 + (number * 37 % 81) / 20


def scorecard_rows(first: int, count: int) -> str:
    rows = []
    for number in range(first, first + count):
        score = score_of(number)
        level = max(1, min(5, round(score)))
        rows.append(
            f"<tr><td>{number // 8 + 1}.{number % 8 + 1}</td>"
            f"<th scope=row>{NAMES[number % 8]}</th>"
            f'<td class="n">{number % 9 + 2}</td><td class="n">{110_000 + number * 250:,}</td>'
            f'<td class="n">{100_000 + number * 199:,}</td><td>{bar(score)}</td>'
            f'<td class="level level-{level}">{SHAPES[level]} {score:.2f} {WORDS[level]}</td>'
            f'<td class="n">{score * (number % 9 + 2) / 100:.3f}</td></tr>'
        )
    return "".join(rows)


SCORECARD_HEAD = (
    "<colgroup><col class='w6'><col class='w28'><col class='w8'><col class='w10'><col class='w10'>"
    "<col class='w12'><col class='w18'>"
    "<col class='w8'></colgroup><thead><tr><th scope=col>รหัส</th><th scope=col>ตัวชี้วัด</th>"
    "<th scope=col class=n>น้ำหนัก</th><th scope=col class=n>เป้าหมาย</th><th scope=col class=n>ผล</th>"
    "<th scope=col>เทียบเป้าหมาย</th><th scope=col>คะแนน</th><th scope=col class=n>ถ่วง</th></tr></thead>"
)


def scorecard(part: int, rows: int) -> str:
    return (
        f'<section class="chapter"><h1 id="card{part}">สกอร์การ์ด ประเด็นที่ {part} {ISSUES[part % 4]}</h1>'
        f"<p>{PARAGRAPH}</p><table class='grid'><caption>ผลการประเมินตามตัวชี้วัด (ล้านบาท)</caption>"
        f"{SCORECARD_HEAD}<tbody>{scorecard_rows(part * 8, rows)}</tbody></table></section>"
    )


def indicator(number: int) -> str:
    score = score_of(number)
    level = max(1, min(5, round(score)))
    months = "".join(
        f"<tr><th scope=row>ไตรมาส {m % 4 + 1}/{2567 + m // 4}</th><td class=n>{score_of(number + m):.2f}</td>"
        f"<td class=n>{90_000 + m * 1250:,}</td><td class=n>{100_000 + m * 1000:,}</td></tr>"
        for m in range(8)
    )
    steps = "".join(
        f"<td class='n{' reached' if step == level else ''}'>{(80 + step * 10) * 1000:,}</td>"
        for step in range(1, 6)
    )
    return (
        f'<section class="indicator"><h2 id="kpi{number}">ตัวชี้วัด {number + 1} {NAMES[number % 8]}</h2>'
        f'<p class="score-line"><b class="level level-{level}">{SHAPES[level]} {score:.2f} {WORDS[level]}</b> '
        f"ผล <b>{100_000 + number * 199:,}</b> เป้าหมาย 110,000 น้ำหนัก {number % 9 + 2} {bar(score)}</p>"
        "<table class='grid'><caption>เกณฑ์การให้คะแนน</caption><thead><tr><th scope=col>ระดับ</th>"
        "<th scope=col class=n>1</th><th scope=col class=n>2</th><th scope=col class=n>3</th>"
        "<th scope=col class=n>4</th><th scope=col class=n>5</th></tr></thead>"
        f"<tbody><tr><th scope=row>ค่า (บาท)</th>{steps}</tr></tbody></table>"
        f"<h3>คำอธิบายของเจ้าภาพ</h3><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"
        "<ul><li>เร่งรัดการเบิกจ่ายงบประมาณ <b>ร้อยละ 94</b> ภายในไตรมาส 3</li>"
        "<li>ปรับแผนปฏิบัติการให้สอดคล้องกับฤดูกาล</li><li>จัดทำฐานข้อมูลกลางของจังหวัด (Data Catalog)</li></ul>"
        "<table class='grid'><caption>แนวโน้ม 8 ไตรมาส</caption><thead><tr><th scope=col>งวด</th>"
        "<th scope=col class=n>คะแนน</th><th scope=col class=n>ผล</th><th scope=col class=n>เป้าหมาย</th></tr></thead>"
        f"<tbody>{months}</tbody></table></section>"
    )


def projects(part: int, rows: int) -> str:
    lines = "".join(
        f"<tr><td>{part}-{row:03d}</td><th scope=row>โครงการฟื้นฟูป่าต้นน้ำและก่อสร้างฝายชะลอน้ำ ระยะที่ {row}</th>"
        f"<td>สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัด</td><td class=n>{row * 1.25:,.2f}</td>"
        f"<td class=n>{row * 0.75:,.2f}</td><td class=n>{(row * 7) % 101}</td>"
        f"<td>{'ล่าช้า' if row % 5 == 0 else 'ตามแผน'}</td></tr>"
        for row in range(1, rows + 1)
    )
    return (
        f'<section class="chapter wide"><h1 id="projects{part}">โครงการ ประเด็นที่ {part} {ISSUES[part % 4]}</h1>'
        "<table class='grid'><colgroup><col class='w8'><col class='w36'><col class='w24'>"
        "<col class='w9'><col class='w9'><col class='w6'><col class='w8'></colgroup>"
        "<thead><tr><th scope=col>รหัส</th><th scope=col>โครงการ</th><th scope=col>หน่วยงาน</th>"
        "<th scope=col class=n>งบประมาณ</th><th scope=col class=n>เบิกจ่าย</th><th scope=col class=n>ผลงาน</th>"
        f"<th scope=col>สถานะ</th></tr></thead><tbody>{lines}</tbody></table></section>"
    )


def book(
    *,
    cards: int = 4,
    card_rows: int = 30,
    indicators: int = 16,
    project_parts: int = 4,
    project_rows: int = 48,
    body_class: str = "sample",
    stylesheet: str = "/static/css/print/book.css",
    code: str = "PRS-2570-7K4M-29QX",
    font_css: str = "",
) -> Book:
    """The book; defaults give about forty pages."""
    title = "รายงานผลการประเมินจังหวัดตัวอย่าง ประจำปีงบประมาณ พ.ศ. 2570"
    entries = (
        [("summary", "บทสรุปผู้บริหาร")]
        + [(f"card{n}", f"สกอร์การ์ด ประเด็นที่ {n} {ISSUES[n % 4]}") for n in range(1, cards + 1)]
        + [(f"kpi{n}", f"ตัวชี้วัด {n + 1} {NAMES[n % 8]}") for n in range(indicators)]
        + [
            (f"projects{n}", f"โครงการ ประเด็นที่ {n} {ISSUES[n % 4]}")
            for n in range(1, project_parts + 1)
        ]
    )
    contents = "".join(f'<li><a href="#{key}">{escape(text)}</a></li>' for key, text in entries)
    html = (
        f'<!doctype html><html lang="th"><head><meta charset="utf-8"><title>{title}</title>'
        f'<link rel="stylesheet" href="{stylesheet}">{font_css}</head><body class="{body_class}">'
        f'<div class="foot-code">{qr("https://example.go.th/v/" + code)}'
        f"<span>รหัสตรวจสอบ {code}</span></div>"
        '<p class="foot-sample">ข้อมูลตัวอย่าง</p>'
        '<p class="foot-page">หน้า <span class="page-number"></span> จาก <span class="page-total"></span></p>'
        f'<section class="cover"><p class="cover-kind">เล่มประเมินผลการปฏิบัติราชการ</p>'
        f'<p class="cover-title doc-title">{title}</p><p class="cover-owner">จังหวัดตัวอย่าง</p>'
        '<p class="cover-date">ข้อมูล ณ วันที่ 15 พฤศจิกายน 2570</p></section>'
        f'<nav class="contents"><h1>สารบัญ</h1><ol>{contents}</ol></nav>'
        f'<section class="chapter summary"><h1 id="summary">บทสรุปผู้บริหาร</h1><p>{PARAGRAPH}</p>'
        f"<p>{PARAGRAPH}</p><table class='grid'>{SCORECARD_HEAD}<tbody>{scorecard_rows(0, 8)}</tbody></table></section>"
        + "".join(scorecard(n, card_rows) for n in range(1, cards + 1))
        + f'<section class="chapter"><h1>รายละเอียดตัวชี้วัด</h1><p>{PARAGRAPH}</p></section>'
        + "".join(indicator(n) for n in range(indicators))
        + "".join(projects(n, project_rows) for n in range(1, project_parts + 1))
        + "</body></html>"
    )
    expected = [
        title,
        PARAGRAPH,
        f"รหัสตรวจสอบ {code}",
        "ข้อมูลตัวอย่าง",
        *(text for _, text in entries),
    ]
    return Book(html=html, expected=expected)
