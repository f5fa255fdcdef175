"""Evidence files of the demo: small real files, each saying that it is a sample."""

import io

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from kpis.models import Agreement, Criteria, Result, Round

INK, BAR, PAPER = "#1a1a1a", "#123e7c", "#ffffff"


def table(criteria: Criteria, round: Round, result: Result) -> SimpleUploadedFile:
    """A workbook with the figure that was reported and where it comes from."""
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept, {"in_memory": True}) as book:
        sheet = book.add_worksheet("หลักฐาน")
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 60)
        head = book.add_format({"bold": True})
        lines = [
            ("ข้อมูลตัวอย่าง", "เอกสารนี้จัดทำขึ้นเพื่อสาธิตระบบ"),
            ("ตัวชี้วัด", f"{criteria.code} {criteria.indicator.name_th}"),
            ("ปีงบประมาณ / รอบ", f"{round.fiscal_year} / {round.code} เดือน"),
            ("หน่วยวัด", criteria.indicator.unit),
            ("ผลการดำเนินงาน", "" if result.value is None else format(result.value, "f")),
            ("แหล่งข้อมูล", criteria.indicator.source),
        ]
        for row, (label, text) in enumerate(lines):
            sheet.write_string(row, 0, label, head)
            sheet.write_string(row, 1, text)
    return SimpleUploadedFile(f"หลักฐาน {criteria.code}.xlsx", kept.getvalue())


def picture(criteria: Criteria) -> SimpleUploadedFile:
    """A drawn picture in the place of a photo; a sample shows no real people."""
    drawn = Image.new("RGB", (960, 540), PAPER)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((20, 20, 940, 520), outline=INK, width=4)
    for place, height in enumerate((120, 180, 240, 310, 380)):
        pen.rectangle((120 + place * 150, 460 - height, 220 + place * 150, 460), fill=BAR)
    pen.text((40, 34), f"SAMPLE DATA / {criteria.code}", fill=INK, font_size=36)
    kept = io.BytesIO()
    drawn.save(kept, "PNG")
    return SimpleUploadedFile(f"ภาพประกอบ {criteria.code}.png", kept.getvalue())


def signed_paper(agreement: Agreement) -> SimpleUploadedFile:
    """A drawn page in the place of a scan; a sample carries no real signature."""
    drawn = Image.new("RGB", (1240, 1754), PAPER)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((80, 80, 1160, 1674), outline=INK, width=4)
    pen.text((140, 140), f"SAMPLE DATA / {agreement.reference}", fill=INK, font_size=48)
    for left in (180, 700):
        pen.line((left, 1400, left + 360, 1400), fill=BAR, width=4)
    kept = io.BytesIO()
    drawn.save(kept, "PDF")
    return SimpleUploadedFile(f"คำรับรองที่ลงนาม {agreement.version}.pdf", kept.getvalue())
