"""Where: areas with their dates, and the agencies that work in them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from common.trail import governed
from provinces.querysets import AgencyQuerySet, AreaQuerySet, ClusterMembershipQuerySet

THAI_COLLATION = "th-x-icu"
BANGKOK = "10"  # counted among the provinces, but a special administration and not called one


class DateRange(Func):
    """`daterange(from, to, '[]')`: both days belong to it; an open end is NULL."""

    function = "DATERANGE"
    output_field = DateRangeField()


def both_days(start: str, end: str) -> DateRange:
    """The days of a row from its first to its last one, for an exclusion constraint."""
    return DateRange(F(start), F(end), models.Value("[]"))


class Named(models.Model):
    """A thing with a Thai name (always) and an English one (where known)."""

    name_th = models.CharField(_("ชื่อ"), max_length=200, db_collation=THAI_COLLATION)
    name_en = models.CharField(_("ชื่อภาษาอังกฤษ"), max_length=200, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the reader; Thai where no English one is known."""
        if get_language() == "en" and self.name_en:
            return self.name_en
        return self.name_th


class Area(Named):
    """An area that plans, is scored, or is worked in: nation, province, cluster or district."""

    class Kind(models.TextChoices):
        NATION = "nation", _("ประเทศ")
        PROVINCE = "province", _("จังหวัด")
        CLUSTER = "cluster", _("กลุ่มจังหวัด")
        DISTRICT = "district", _("อำเภอ")

    kind = models.CharField(max_length=10, choices=Kind)
    code = models.CharField(
        _("รหัส"), max_length=12, unique=True, help_text=_("รหัสกรมการปกครอง 2 หรือ 4 หลัก")
    )
    iso = models.CharField("ISO 3166-2", max_length=6, blank=True)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    abbreviation = models.CharField(_("อักษรย่อ"), max_length=10, blank=True)
    region_th = models.CharField(_("ภาค"), max_length=60, blank=True)
    province = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="districts"
    )
    tile_row = models.PositiveSmallIntegerField(null=True, blank=True)
    tile_col = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="area_district_has_province",
                condition=Q(kind="district", province__isnull=False)
                | (~Q(kind="district") & Q(province__isnull=True)),
                violation_error_message=_("อำเภอต้องอยู่ในจังหวัด และมีเฉพาะอำเภอเท่านั้นที่อยู่ในจังหวัด"),
            ),
            models.CheckConstraint(
                name="area_kind_known",
                condition=Q(kind__in=["nation", "province", "cluster", "district"]),
            ),
        ]

    @property
    def full_name(self) -> str:
        """With the word for its kind, as officials write it: จังหวัดนครสวรรค์, but กรุงเทพมหานคร."""
        if self.kind != self.Kind.PROVINCE or self.code == BANGKOK:
            return self.name
        return f"{self.name} Province" if get_language() == "en" else f"จังหวัด{self.name_th}"


class DistrictStatus(models.Model):
    """What a district was, and when: กิ่งอำเภอ become อำเภอ, and papers of their time say so."""

    class Kind(models.TextChoices):
        AMPHOE = "amphoe", _("อำเภอ")
        KING_AMPHOE = "king_amphoe", _("กิ่งอำเภอ")

    district = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="statuses")
    kind = models.CharField(max_length=12, choices=Kind)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="district_one_kind_a_day",
                expressions=[
                    ("district", RangeOperators.EQUAL),
                    (both_days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{self.district.name_th}"


class ClusterMembership(models.Model):
    """A province belongs to a cluster from one day to another; never to two on one day."""

    cluster = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="memberships")
    province = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="cluster_memberships")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    is_centre = models.BooleanField(_("ศูนย์ปฏิบัติการ"), default=False)
    source = models.CharField(max_length=300, blank=True)

    objects = ClusterMembershipQuerySet.as_manager()

    class Meta:
        ordering = ["cluster", "province"]
        constraints = [
            models.CheckConstraint(
                name="cluster_membership_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            ExclusionConstraint(
                name="province_in_one_cluster_a_day",
                expressions=[
                    ("province", RangeOperators.EQUAL),
                    (both_days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("จังหวัดอยู่ในกลุ่มจังหวัดได้เพียงกลุ่มเดียวในวันเดียวกัน"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.province} ∈ {self.cluster}"


@governed(_("หน่วยงาน"), area="area")
class Agency(Named):
    """An office with a sector; state offices also with the ministry or department above them."""

    class Sector(models.TextChoices):
        REGIONAL_STATE = "regional_state", _("ราชการส่วนภูมิภาค")
        CENTRAL_STATE = "central_state", _("ราชการส่วนกลางในพื้นที่")
        STATE_ENTERPRISE = "state_enterprise", _("รัฐวิสาหกิจ")
        LOCAL = "local", _("องค์กรปกครองส่วนท้องถิ่น")
        PRIVATE = "private", _("ภาคเอกชน")
        CIVIL = "civil", _("ภาคประชาสังคม")
        ACADEMIC = "academic", _("สถาบันการศึกษา")

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="agencies")
    code = models.CharField(_("รหัส"), max_length=20)
    short_name = models.CharField(_("ชื่อย่อ"), max_length=120, blank=True)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    sector = models.CharField(_("ภาคส่วน"), max_length=20, choices=Sector)
    line_ministry = models.CharField(_("ต้นสังกัด"), max_length=200, blank=True)
    phone = models.CharField(_("โทรศัพท์"), max_length=60, blank=True)
    email = models.EmailField(_("อีเมล"), blank=True)
    closed_on = models.DateField(_("เลิกใช้เมื่อ"), null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["area", "name_th"]
        constraints = [
            models.UniqueConstraint(
                name="agency_code_once_an_area",
                fields=["area", "code"],
                violation_error_message=_("รหัสหน่วยงานนี้มีอยู่แล้วในพื้นที่"),
            ),
            models.UniqueConstraint(
                name="agency_name_once_an_area",
                fields=["area", "name_th"],
                violation_error_message=_("ชื่อหน่วยงานนี้มีอยู่แล้วในพื้นที่"),
            ),
        ]

    @property
    def label(self) -> str:
        """Short name for tables, full name where there is none."""
        if get_language() == "en" and self.name_en:
            return self.name_en
        return self.short_name or self.name_th


class AgencyZone(Named):
    """A zone of a department's own regional scheme: which provinces one of its offices serves.

    department: as it stands in `Agency.line_ministry`, so that agencies find their scheme. These
    schemes follow no cluster; where they cut through one, two offices must be asked.
    """

    class Confidence(models.TextChoices):
        HIGH = "high", _("แน่ใจ")
        MEDIUM = "medium", _("ค่อนข้างแน่ใจ")
        LOW = "low", _("ต้องตรวจสอบ")

    department = models.CharField(_("กรมหรือหน่วยงานเจ้าของเขต"), max_length=200)
    code = models.CharField(_("รหัส"), max_length=20)
    provinces = models.ManyToManyField(Area, related_name="agency_zones")
    confidence = models.CharField(_("ความแน่ใจของข้อมูล"), max_length=6, choices=Confidence)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["department", "code"]
        constraints = [
            models.UniqueConstraint(
                name="agency_zone_code_once_a_department", fields=["department", "code"]
            )
        ]
