"""The register as a workbook: one row a post, an agency without posts on a row of its own."""

from collections.abc import Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Post
from accounts.people.selectors import of_area
from accounts.roles import ROLES
from common.sheets import listing
from provinces.models import Agency, Area

COLUMNS = (
    (gettext_lazy("รหัส"), 12),
    (gettext_lazy("ชื่อ"), 46),
    (gettext_lazy("ชื่อภาษาอังกฤษ"), 40),
    (gettext_lazy("ชื่อย่อ"), 22),
    (gettext_lazy("ภาคส่วน"), 26),
    (gettext_lazy("ต้นสังกัด"), 30),
    (gettext_lazy("โทรศัพท์"), 18),
    (gettext_lazy("อีเมล"), 28),
    (gettext_lazy("ตำแหน่ง"), 40),
    (gettext_lazy("บทบาท"), 40),
)


def write(area: Area, title: str) -> bytes:
    """The workbook as bytes."""
    return listing.write(title, _("หน่วยงานและตำแหน่ง"), COLUMNS, rows(area))


def rows(area: Area) -> Iterator[tuple[str, ...]]:
    """The cells of the table, agencies by name and their posts by title; two queries."""
    posts = Prefetch("posts", Post.objects.order_by("title_th"))
    agencies = Agency.objects.filter(of_area(area)).order_by("name_th").prefetch_related(posts)
    for agency in agencies:
        first = (
            agency.code,
            agency.name_th,
            agency.name_en,
            agency.short_name,
            str(agency.get_sector_display()),
            agency.line_ministry,
            agency.phone,
            agency.email,
        )
        for post in agency.posts.all():
            roles = ", ".join(str(ROLES[code].label) for code in post.roles)
            yield (*first, post.title_th, roles)
        if not agency.posts.all():
            yield (*first, "", "")
