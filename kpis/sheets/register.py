"""The register of indicators as a workbook: one row an indicator."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Post
from common.sheets import listing
from kpis.models import Indicator

COLUMNS = (
    (gettext_lazy("รหัสทะเบียน"), 14),
    (gettext_lazy("ชื่อตัวชี้วัด"), 50),
    (gettext_lazy("ชื่อภาษาอังกฤษ"), 40),
    (gettext_lazy("หน่วยวัด"), 14),
    (gettext_lazy("ประเภทตัวชี้วัด"), 22),
    (gettext_lazy("มิติ"), 22),
    (gettext_lazy("คำอธิบาย / นิยาม"), 50),
    (gettext_lazy("สูตรการคำนวณ"), 40),
    (gettext_lazy("แหล่งข้อมูล"), 30),
    (gettext_lazy("ผู้กำกับดูแลตัวชี้วัด"), 40),
    (gettext_lazy("ผู้จัดเก็บข้อมูล"), 40),
    (gettext_lazy("หน่วยงานที่ทำคำรับรอง"), 30),
    (gettext_lazy("ปีล่าสุดในบัญชี"), 14),
)


def write(indicators: Iterable[Indicator], title: str) -> bytes:
    """The workbook as bytes."""
    return listing.write(title, _("ทะเบียนตัวชี้วัด"), COLUMNS, _rows(indicators))


def _rows(indicators: Iterable[Indicator]) -> Iterator[tuple[str, ...]]:
    for one in indicators:
        yield (
            one.code,
            one.name_th,
            one.name_en,
            one.unit,
            str(one.get_kind_display()),
            one.dimension,
            one.definition,
            one.formula,
            one.source,
            _post(one.supervisor),
            _post(one.collector),
            one.agency.name_th if one.agency else "",
            str(getattr(one, "last_year", "") or ""),
        )


def _post(post: Post | None) -> str:
    return f"{post.title_th} {post.agency.name_th}" if post else ""
