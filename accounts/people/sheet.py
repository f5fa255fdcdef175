"""The register as a workbook: one row a post, an agency without posts on a row of its own."""

import io
from collections.abc import Iterator

import xlsxwriter
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Post
from accounts.people.selectors import of_area
from accounts.roles import ROLES
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
    """The workbook as bytes; every cell is text, so that nothing in it is taken for a formula."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False})
    book.set_properties({"title": title})
    font = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "top"}
    head = book.add_format({**font, "bold": True, "text_wrap": True, "bg_color": "#E3ECF4"})
    text = book.add_format({**font, "text_wrap": True, "num_format": "@"})
    page = book.add_worksheet(_("หน่วยงานและตำแหน่ง"))
    for column, (label, width) in enumerate(COLUMNS):
        page.set_column(column, column, width)
        page.write_string(0, column, str(label), head)
    row = 0
    for row, cells in enumerate(rows(area), start=1):
        for column, cell in enumerate(cells):
            page.write_string(row, column, cell, text)
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, row, len(COLUMNS) - 1)
    book.close()
    return buffer.getvalue()


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
