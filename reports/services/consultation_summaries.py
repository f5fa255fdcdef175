"""Verbs on summaries of consultations: ask for one, produce it in a worker, store it once."""

import json

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import Permission
from common.clock import now
from common.errors import Refused
from jobs.models import Job
from jobs.registry import Finish, Progress
from jobs.services import queue
from reports import codes, summaries
from reports.models import ConsultationSummary
from reports.pdf.renderer import RenderedPdf, render_pdf
from reports.summaries.gather import content
from reports.summaries.models import place
from scorecards.canonical import canonical, digest
from strategies.models import Consultation

KIND = "consultation-summary"


@transaction.atomic
def request(
    *, consultation: Consultation, by: User, language: str = "th", digits: str = "arabic"
) -> ConsultationSummary:
    """Freeze what was said and answered, and ask for the paper of it.

    Where nothing was said or answered since, the same request gives the same paper. Raises
    NotAllowed, and Refused for a language or way of digits that does not exist.
    """
    by.authority.require(Permission.REPORT_REQUEST)
    if not by.authority.sees(consultation.plan.area):
        raise Refused(_("ไม่พบการรับฟังความคิดเห็นนี้"))
    languages = [code for code, _name in settings.LANGUAGES]
    for field, value, known in (
        ("language", language, languages),
        ("digits", digits, ConsultationSummary.Digits.values),
    ):
        if value not in known:
            raise Refused(
                _("ไม่มีตัวเลือก “%(value)s” โปรดเลือกจากรายการ") % {"value": value}, field=field
            )
    text = canonical(content(consultation))
    summary, made = ConsultationSummary.objects.select_for_update(of=("self",)).get_or_create(
        consultation=consultation,
        language=language,
        digits=digits,
        content_sha256=digest(text),
        defaults={
            "area": consultation.plan.area,
            "code": codes.new(),
            "content": text,
            "requested_by": by,
        },
    )
    if summary.ready_at or (not made and summary.job and summary.job.is_open):
        return summary
    summary.job = queue.request(
        kind=KIND, key=f"{KIND}:{summary.pk}", subject_id=summary.pk, by=by, queue="pdf"
    )
    summary.save(update_fields=["job"])
    return summary


def produce(job: Job, progress: Progress) -> Finish:
    """The work behind a summary's job: lay out what was frozen, give what stores it."""
    summary = ConsultationSummary.objects.select_related("area").get(pk=job.subject_id)
    progress(_("อ่านข้อมูลที่ตรึงไว้"), 5)
    html = summaries.html(
        json.loads(summary.content),
        language=summary.language,
        thai_digits=summary.digits == ConsultationSummary.Digits.THAI,
        code=summary.code,
        sha256=summary.content_sha256,
        verify_url=f"{settings.SITE_URL.rstrip('/')}{reverse('verify_code', args=[summary.code])}",
    )
    stages = {"layout": _("จัดหน้า"), "draw": _("วาดหน้า"), "done": _("บันทึกไฟล์")}
    printed = render_pdf(
        html,
        language=summary.language,
        made_at=summary.requested_at,
        progress=lambda stage, percent: progress(stages[stage], 10 + percent * 85 // 100),
    )
    return lambda: _store(summary, printed)


def _store(summary: ConsultationSummary, printed: RenderedPdf) -> None:
    """Put the file where only this summary's file can lie, and mark it ready."""
    storage = ConsultationSummary._meta.get_field("file").storage
    where = place(summary, "")
    if storage.exists(where):
        storage.delete(where)
    summary.file.name = storage.save(where, ContentFile(printed.content))
    summary.pages, summary.size = printed.pages, len(printed.content)
    summary.sha256, summary.ready_at = printed.sha256, now()
    summary.save(update_fields=["file", "pages", "size", "sha256", "ready_at"])


def newer_than(summary: ConsultationSummary) -> ConsultationSummary | None:
    """The newest ready summary of the same consultation with other content, or None."""
    return (
        ConsultationSummary.objects.ready()
        .filter(consultation=summary.consultation_id, pk__gt=summary.pk)
        .exclude(content_sha256=summary.content_sha256)
        .select_related("area", "consultation__plan")
        .order_by("-pk")
        .first()
    )
