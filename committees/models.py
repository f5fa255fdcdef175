"""Decide: committees and their seats."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Post, User
from committees.querysets import CommitteeQuerySet, SeatQuerySet
from common.trail import governed
from provinces.models import THAI_COLLATION, Agency, Area


@governed(_("คณะกรรมการ"), area="area")
class Committee(models.Model):
    """A body that decides. What it is called differs by era; what it is, is its type."""

    class Type(models.TextChoices):
        PROVINCE_BOARD = "province_board", _("คณะกรรมการบริหารงานระดับจังหวัด")
        CLUSTER_BOARD = "cluster_board", _("คณะกรรมการบริหารงานระดับกลุ่มจังหวัด")
        SUBCOMMITTEE = "subcommittee", _("คณะอนุกรรมการ")
        WORKING_GROUP = "working_group", _("คณะทำงาน")

    class Quorum(models.TextChoices):
        HALF = "half", _("ไม่น้อยกว่ากึ่งหนึ่ง")
        THIRD = "third", _("ไม่น้อยกว่าหนึ่งในสาม")
        TWO_THIRDS = "two_thirds", _("ไม่น้อยกว่าสองในสาม")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="committees")
    type = models.CharField(_("ประเภท"), max_length=15, choices=Type)
    name_th = models.CharField(_("ชื่อ"), max_length=300, db_collation=THAI_COLLATION)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=300, blank=True)
    abbreviation = models.CharField(_("อักษรย่อ"), max_length=20, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    order_number = models.CharField(_("คำสั่งแต่งตั้งที่"), max_length=60, blank=True)
    order_date = models.DateField(_("ลงวันที่"), null=True, blank=True)
    quorum = models.CharField(_("องค์ประชุม"), max_length=10, choices=Quorum, default=Quorum.HALF)
    substitutes_count = models.BooleanField(_("ผู้มาประชุมแทนนับเป็นองค์ประชุม"), default=True)
    notice_days = models.PositiveSmallIntegerField(_("แจ้งล่วงหน้า (วัน)"), default=3)
    valid_from = models.DateField(_("ตั้งแต่"))
    valid_to = models.DateField(_("ถึง"), null=True, blank=True)
    is_sample = models.BooleanField(_("ข้อมูลตัวอย่าง"), default=False)

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        ordering = ["area", "type", "name_th"]
        constraints = [
            models.CheckConstraint(
                name="committee_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        if get_language() == "en" and self.name_en:
            return self.name_en
        return self.name_th


@governed(_("ที่นั่งในคณะกรรมการ"), area="committee.area", part_of="committee", naming=("committee",))
class Seat(models.Model):
    """A place on a committee, held by a post (the seat follows the post) or by a person."""

    class Position(models.TextChoices):
        CHAIR = "chair", _("ประธานกรรมการ")
        VICE_CHAIR = "vice_chair", _("รองประธานกรรมการ")
        MEMBER = "member", _("กรรมการ")
        SECRETARY = "member_secretary", _("กรรมการและเลขานุการ")
        ASSISTANT = "assistant_secretary", _("ผู้ช่วยเลขานุการ")

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    position = models.CharField(_("ตำแหน่งในคณะกรรมการ"), max_length=20, choices=Position)
    sector = models.CharField(_("ภาคส่วน"), max_length=20, choices=Agency.Sector)
    post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    person = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="seats"
    )
    represents = models.CharField(_("ในฐานะ"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    may_vote = models.BooleanField(_("มีสิทธิออกเสียง"), default=True)
    valid_from = models.DateField(_("ตั้งแต่"))
    valid_to = models.DateField(_("ถึง"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["committee", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="seat_by_post_or_by_person",
                condition=Q(post__isnull=False, person__isnull=True)
                | Q(post__isnull=True, person__isnull=False)
                | Q(post__isnull=True, person__isnull=True) & ~Q(represents=""),
                violation_error_message=_("ที่นั่งต้องเป็นของตำแหน่งหรือของบุคคลอย่างใดอย่างหนึ่ง"),
            ),
            models.CheckConstraint(
                name="seat_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.committee.abbreviation} {self.get_position_display()}"
