"""Verbs on evidence: take in a file or a link."""

import hashlib
from pathlib import PurePath
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.errors import Refused
from evidence.models import Evidence, place
from evidence.sniff import sniff


@transaction.atomic
def add_file(*, upload: "UploadedFile[bytes]", by: User, shows: str = "") -> Evidence:
    """Keep an uploaded file: sniffed, images encoded anew, stored under its SHA-256.

    Raises Refused when it is empty, larger than EVIDENCE_MAX_BYTES or of a kind not accepted.
    The same bytes lie in the storage once, however often they are attached.
    """
    if not upload.size:
        raise Refused(_("ไฟล์ว่างเปล่า โปรดเลือกไฟล์ใหม่"), field="file")
    if upload.size > settings.EVIDENCE_MAX_BYTES:
        raise Refused(
            _("ไฟล์ใหญ่ %(size)s MB เกินที่รับได้ %(limit)s MB โปรดย่อขนาดหรือแบ่งไฟล์")
            % {
                "size": _megabytes(upload.size),
                "limit": _megabytes(settings.EVIDENCE_MAX_BYTES),
            },
            field="file",
        )
    kept = sniff(upload.read())
    evidence = Evidence(
        name=_safe_name(upload.name or "", kept.ending),
        shows=shows.strip()[:300],
        content_type=kept.content_type,
        size=len(kept.content),
        sha256=hashlib.sha256(kept.content).hexdigest(),
        uploaded_by=by,
    )
    where = place(evidence, "")
    if not default_storage.exists(where):
        where = default_storage.save(where, ContentFile(kept.content))
    evidence.file.name = where
    evidence.save()
    return evidence


@transaction.atomic
def add_link(*, url: str, name: str, by: User, shows: str = "") -> Evidence:
    """Keep a link (http or https) as evidence. Raises Refused when it is not one."""
    address = url.strip()
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        raise Refused(
            _("ลิงก์ต้องขึ้นต้นด้วย https:// หรือ http:// และเป็นที่อยู่ที่ถูกต้อง"), field="url"
        ) from None
    return Evidence.objects.create(
        url=address,
        name=(name.strip() or urlsplit(address).netloc)[:200],
        shows=shows.strip()[:300],
        uploaded_by=by,
    )


def _safe_name(claimed: str, ending: str) -> str:
    """The file's own name without folders and control characters, with its true ending."""
    stem = PurePath(claimed.replace("\\", "/")).stem
    printable = "".join(char for char in stem if char.isprintable()).strip(" .") or "file"
    return f"{printable[:180]}.{ending}"


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.1f}"
