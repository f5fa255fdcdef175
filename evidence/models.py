"""Files and links that prove a figure."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common import clock


def place(evidence: "Evidence", name: str) -> str:
    """Where a file lies: by its content, so that the same bytes lie there once."""
    return f"evidence/{evidence.sha256[:2]}/{evidence.sha256}"


class Evidence(models.Model):
    """One file or one link, with what it shows, who brought it and when.

    Which object it proves is known to the app above; whoever may see that object may download it
    (slot `evidence_owners`). The content type is sniffed from the bytes, never believed.
    """

    name = models.CharField(_("ชื่อไฟล์หรือชื่อเรื่อง"), max_length=200)
    shows = models.CharField(_("แสดงอะไร"), max_length=300, blank=True)
    file = models.FileField(upload_to=place, max_length=200, blank=True)
    url = models.URLField(_("ลิงก์"), max_length=500, blank=True)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="evidence"
    )
    uploaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="evidence_file_or_link",
                condition=(Q(url="") & ~Q(file="") & ~Q(sha256="")) | (~Q(url="") & Q(file="")),
                violation_error_message=_("หลักฐานต้องเป็นไฟล์หรือลิงก์อย่างใดอย่างหนึ่ง"),
            ),
        ]

    def __str__(self) -> str:
        return self.name
