"""Whether an uploaded file is an .xlsx workbook that can be opened without harm.

Nothing is believed: not the name, not the sizes that the archive declares. What passes is a new
archive in memory that holds only the parts that are read, each unpacked under a limit, so that the
reader behind never meets a bomb, a macro, an entity or a sheet with a cell in its last corner.
"""

import io
import re
import zipfile
import zlib

from common.sheets.words import SheetRefused

MOST_UNPACKED = 48 * 1024 * 1024
MOST_RATIO = 150
SMALL = 512 * 1024
MOST_PARTS = 2_000

_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(_rels/)?workbook\.xml(\.rels)?"
    r"|xl/(sharedStrings|styles)\.xml|xl/worksheets/(_rels/)?[^/]+\.xml(\.rels)?"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_XLSX = "โปรดเปิดไฟล์ด้วยโปรแกรมตาราง แล้วเลือก “บันทึกเป็น” ชนิด Excel Workbook (.xlsx)"
_AS_XLSX_EN = "Open it in the spreadsheet program and save it as Excel Workbook (.xlsx)."


def harmless(data: bytes, *, max_bytes: int) -> bytes:
    """The workbook cut down to the parts that are read. Raises SheetRefused with a sentence."""
    if not data:
        raise SheetRefused("ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่", "The file is empty. Choose another one.")
    if len(data) > max_bytes:
        raise too_big(max_bytes)
    if not data.startswith(b"PK\x03\x04"):
        raise _not_a_workbook(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _copy(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
    ) as e:
        if isinstance(e, SheetRefused):
            raise
        raise SheetRefused(
            "เปิดไฟล์ไม่ได้ ไฟล์เสียหายหรือไม่ครบ โปรดบันทึกไฟล์ใหม่แล้วส่งอีกครั้ง",
            "The file cannot be opened: it is damaged or incomplete. Save it again and upload it.",
        ) from None
    except RuntimeError:  # what zipfile raises for an encrypted part
        raise _locked() from None


def too_big(max_bytes: int) -> SheetRefused:
    """What is said of a file over the limit."""
    size = f"{max_bytes / 1024 / 1024:.0f}"
    return SheetRefused(
        f"ไฟล์ใหญ่เกิน {size} เมกะไบต์ โปรดเก็บไว้เฉพาะแผ่นที่จะนำเข้า",
        f"The file is larger than {size} MB. Keep only the sheet to be imported.",
    )


def _not_a_workbook(data: bytes) -> SheetRefused:
    if data.startswith(_OLE):
        return SheetRefused(
            f"ไฟล์นี้เป็น .xls รุ่นเก่าหรือมีรหัสผ่าน จึงอ่านไม่ได้ {_AS_XLSX} โดยไม่ใส่รหัสผ่าน",
            f"This is an old .xls file or it has a password. {_AS_XLSX_EN} Set no password.",
        )
    if _looks_like_text(data):
        return SheetRefused(
            f"ไฟล์นี้เป็นข้อความ (เช่น .csv) ไม่ใช่ .xlsx {_AS_XLSX}",
            f"This is a text file (such as .csv), not .xlsx. {_AS_XLSX_EN}",
        )
    return SheetRefused(
        f"ไฟล์นี้ไม่ใช่ตารางชนิด .xlsx {_AS_XLSX}", f"This is not an .xlsx file. {_AS_XLSX_EN}"
    )


def _looks_like_text(data: bytes) -> bool:
    head = data[:4096]
    return b"\x00" not in head.removeprefix(b"\xff\xfe") and not head.startswith(
        (b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8", b"{\\rtf", b"<?xml", b"<html", b"<!DOCTYPE")
    )


def _copy(archive: zipfile.ZipFile) -> bytes:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    _check_kind(archive, names)
    if len(entries) > MOST_PARTS or len(names) < len(entries):
        raise _bomb()
    wanted = [entry for entry in entries if _NEEDED.fullmatch(entry.filename)]
    declared = sum(entry.file_size for entry in wanted)
    if declared > MOST_UNPACKED or any(_too_dense(entry) for entry in wanted):
        raise _bomb()
    copy = io.BytesIO()
    left = MOST_UNPACKED
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as target:
        for entry in wanted:
            with archive.open(entry) as part:
                content = part.read(left + 1)
            left -= len(content)
            if left < 0:
                raise _bomb()
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise SheetRefused(
                    f"ไฟล์นี้มีส่วนประกอบที่ไม่ปลอดภัย จึงไม่เปิด {_AS_XLSX}",
                    f"The file has an unsafe part and is not opened. {_AS_XLSX_EN}",
                )
            target.writestr(entry.filename, content)
    return copy.getvalue()


def _check_kind(archive: zipfile.ZipFile, names: set[str]) -> None:
    if any(entry.flag_bits & 1 for entry in archive.infolist()):
        raise _locked()
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        if any(name.endswith("vbaProject.bin") for name in names):
            raise SheetRefused(
                f"ไฟล์นี้มีแมโคร (.xlsm) จึงไม่รับ {_AS_XLSX}",
                f"The file has macros (.xlsm) and is not taken. {_AS_XLSX_EN}",
            )
        return
    kinds = (
        ("content.xml", "OpenDocument (.ods)"),
        ("xl/workbook.bin", ".xlsb"),
        ("word/document.xml", "Word (.docx)"),
        ("ppt/presentation.xml", "PowerPoint (.pptx)"),
    )
    kind = next((kind for name, kind in kinds if name in names), "ZIP")
    raise SheetRefused(
        f"ไฟล์นี้เป็น {kind} ไม่ใช่ .xlsx {_AS_XLSX}", f"This is {kind}, not .xlsx. {_AS_XLSX_EN}"
    )


def _too_dense(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)


def _locked() -> SheetRefused:
    return SheetRefused(
        "ไฟล์นี้มีรหัสผ่าน โปรดบันทึกใหม่โดยไม่ใส่รหัสผ่าน",
        "The file has a password. Save it again without one.",
    )


def _bomb() -> SheetRefused:
    return SheetRefused(
        "ไฟล์นี้เมื่อคลายแล้วใหญ่ผิดปกติ จึงไม่เปิด โปรดคัดลอกเฉพาะตารางไปยังไฟล์ใหม่",
        "The file is abnormally large when unpacked and is not opened. "
        "Copy only the table into a new file.",
    )
