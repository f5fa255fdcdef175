"""Who: people, the posts they hold, and the trail of what they did."""

import pgtrigger
from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.authority import Authority
from accounts.invitations.invitation import Invitation as Invitation
from accounts.querysets import PostQuerySet, TenureQuerySet
from accounts.signing.event import SignInEvent as SignInEvent
from accounts.trail.change import Change as Change
from common import clock
from common.trail import governed
from provinces.models import THAI_COLLATION, Agency, Area, both_days


class User(AbstractUser):
    """A person who signs in. Ownership never hangs on a person: it hangs on posts."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("ชื่อและนามสกุล"), max_length=200, db_collation=THAI_COLLATION)
    phone = models.CharField(_("โทรศัพท์"), max_length=60, blank=True)
    erased_at = models.DateTimeField(_("ลบข้อมูลส่วนบุคคลเมื่อ"), null=True, blank=True, editable=False)

    REQUIRED_FIELDS = ["email", "name"]

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                condition=~Q(email=""),
                violation_error_message=_("อีเมลนี้เป็นของบัญชีอื่นแล้ว"),
            ),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("ผู้ใช้ที่ลบข้อมูลแล้ว #%(number)s") % {"number": self.pk}
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    @cached_property
    def authority(self) -> Authority:
        """What this person may see and do today; loaded once for each loaded user."""
        return Authority(self)


@governed(_("ตำแหน่ง"), area="agency.area")
class Post(models.Model):
    """A position in an agency (หัวหน้าสำนักงานจังหวัด …): what owns indicators and projects."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    title_th = models.CharField(_("ตำแหน่ง"), max_length=200, db_collation=THAI_COLLATION)
    title_en = models.CharField(_("ตำแหน่งภาษาอังกฤษ"), max_length=200, blank=True)
    roles = ArrayField(
        models.CharField(max_length=20, choices=roles.choices(roles.POST_ROLES)),
        default=list,
        blank=True,
        verbose_name=_("บทบาท"),
    )
    phone = models.CharField(_("โทรศัพท์"), max_length=60, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "title_th"]
        constraints = [
            models.UniqueConstraint(
                name="post_title_once_an_agency",
                fields=["agency", "title_th"],
                violation_error_message=_("หน่วยงานนี้มีตำแหน่งชื่อนี้แล้ว"),
            ),
            models.CheckConstraint(
                name="post_roles_known", condition=Q(roles__contained_by=roles.POST_ROLES)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        if get_language() == "en" and self.title_en:
            return self.title_en
        return self.title_th


@governed(_("การดำรงตำแหน่ง"), area="post.agency.area", part_of="post", naming=("user", "post"))
class Tenure(models.Model):
    """A person holds a post from one day to another, in full or acting (รักษาการ)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tenures")
    valid_from = models.DateField(_("ตั้งแต่"))
    valid_to = models.DateField(_("ถึง"), null=True, blank=True)
    acting = models.BooleanField(_("รักษาการ"), default=False)

    objects = TenureQuerySet.as_manager()

    class Meta:
        ordering = ["post", "valid_from"]
        constraints = [
            models.CheckConstraint(
                name="tenure_dates_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message=_("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"),
            ),
            ExclusionConstraint(
                name="post_one_full_holder_a_day",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    (both_days("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
                condition=Q(acting=False),
                violation_error_message=_("ตำแหน่งนี้มีผู้ดำรงตำแหน่งอยู่แล้วในช่วงวันดังกล่าว"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.post}"


@governed(_("บทบาทโดยตรง"), area="area", naming=("user",))
class DirectRole(models.Model):
    """A role that no post gives: inspector (an area or all) and system admin."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="direct_roles")
    role = models.CharField(max_length=20, choices=roles.choices(roles.DIRECT_ROLES))
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="direct_role_once",
                fields=["user", "role", "area"],
                nulls_distinct=False,
                violation_error_message=_("ผู้นี้มีบทบาทนี้ในพื้นที่ดังกล่าวอยู่แล้ว"),
            ),
            models.CheckConstraint(
                name="direct_role_known", condition=Q(role__in=roles.DIRECT_ROLES)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"


class WorkflowMove(models.Model):
    """One move of a governed object: who, when, from which state to which, and why.

    Without a foreign key to the object, so that the trail neither blocks nor follows a deletion.
    `subject` is the model's label (`kpis.result`).
    """

    subject = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    action = models.CharField(max_length=30)
    from_state = models.CharField(max_length=30, blank=True)
    to_state = models.CharField(max_length=30)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject", "subject_id"], name="workflow_move_subject")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}: {self.from_state} → {self.to_state}"
