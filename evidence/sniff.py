"""What an uploaded file really is, from its bytes: the few kinds an office proves things with.

The name and the type that a browser claims decide nothing. A general magic-number library was
tried and left: it cannot tell the OOXML kinds apart, and the list of accepted kinds is short.
"""

import io
import warnings
import zipfile
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from common.errors import Refused

JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
OOXML = {
    "word/document.xml": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx",
    ),
    "xl/workbook.xml": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
    ),
    "ppt/presentation.xml": (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx",
    ),
}
MAX_PIXELS = 60_000_000
LONGEST_SIDE = 2400
IMAGE_FORMATS = ["JPEG", "PNG", "WEBP"]  # JPEG includes what phones call MPO


@dataclass(frozen=True)
class Sniffed:
    """The bytes to keep, with what they are: content type and file ending (without the dot)."""

    content: bytes
    content_type: str
    ending: str


def sniff(content: bytes) -> Sniffed:
    """Tell the kind of a file and give the bytes to keep; images are encoded anew.

    Raises Refused with a sentence naming the accepted kinds when it is none of them, damaged, or
    an office file with macros.
    """
    if content.startswith(b"%PDF-"):
        return Sniffed(content, PDF, "pdf")
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    image = _image(content)
    if image:
        return image
    if _is_text(content):
        return Sniffed(content, "text/plain; charset=utf-8", "txt")
    raise Refused(
        _(
            "ไม่รับไฟล์ชนิดนี้ โปรดแนบ PDF, ภาพ (JPEG, PNG, WebP), Word, Excel, PowerPoint "
            "(docx, xlsx, pptx) หรือข้อความ (UTF-8)"
        ),
        field="file",
    )


def _office(content: bytes) -> Sniffed:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile:
        raise Refused(_("ไฟล์เสียหาย เปิดอ่านไม่ได้ โปรดบันทึกไฟล์ใหม่แล้วแนบอีกครั้ง"), field="file") from None
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused(_("ไฟล์มีมาโคร ระบบไม่รับ โปรดบันทึกเป็นไฟล์ที่ไม่มีมาโคร"), field="file")
    for part, (content_type, ending) in OOXML.items():
        if part in names and "[Content_Types].xml" in names:
            return Sniffed(content, content_type, ending)
    raise Refused(_("ไม่รับไฟล์บีบอัด (zip) โปรดแนบไฟล์ด้านในโดยตรง"), field="file")


def _image(content: bytes) -> Sniffed | None:
    """A picture encoded anew: turned upright, shrunk to LONGEST_SIDE, without its metadata.

    Places and dates in a photo's metadata are personal data; what the office wants is entered in
    the form. Encoding anew also drops anything hidden behind the picture.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            opened = Image.open(io.BytesIO(content), formats=IMAGE_FORMATS)
            if opened.width * opened.height > MAX_PIXELS:
                raise Refused(_("ภาพมีขนาดใหญ่เกินไป โปรดย่อให้ไม่เกิน 60 ล้านพิกเซล"), field="file")
            upright = ImageOps.exif_transpose(opened)
    except UnidentifiedImageError:
        return None
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused(_("ภาพเสียหาย เปิดอ่านไม่ได้ โปรดแนบภาพใหม่"), field="file") from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    kept = io.BytesIO()
    if opened.format == "PNG":
        upright.convert("RGBA").save(kept, "PNG", optimize=True)
        return Sniffed(kept.getvalue(), PNG, "png")
    upright.convert("RGB").save(kept, "JPEG", quality=85)
    return Sniffed(kept.getvalue(), JPEG, "jpg")


def _is_text(content: bytes) -> bool:
    if not content or b"\0" in content:
        return False
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not text.lstrip().lower().startswith(("<", "#!"))
