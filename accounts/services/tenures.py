"""Verbs on tenures: who holds a post from when to when. The post stays, people move."""

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Post, Tenure, User
from accounts.permissions import Permission
from common.cleaning import clean
from common.errors import Refused
from common.language import page_language
from common.thai import dates

HELD, ENDED = "held", "ended"


@transaction.atomic
def begin(*, post: Post, user: User, valid_from: dt.date, by: User, acting: bool = False) -> Tenure:
    """Let a person hold a post from a day on; `acting` for รักษาการ.

    Raises Refused where somebody else holds the post in full on that day or later.
    """
    by.authority.require(Permission.REFERENCE_EDIT)
    Post.objects.select_for_update().get(pk=post.pk)
    holder = _full_holder(post, valid_from)
    if holder and not acting:
        raise Refused(
            _("%(who)s ดำรงตำแหน่งนี้อยู่ตั้งแต่ %(day)s โปรดบันทึกวันสิ้นสุดของผู้นั้นก่อน")
            % {
                "who": holder.user,
                "day": dates.long_date(holder.valid_from, page_language()),
            },
            field="valid_from",
        )
    tenure = Tenure(post=post, user=user, valid_from=valid_from, acting=acting)
    clean(tenure)
    tenure.save()
    workflow.record(tenure, action="begin", before="", after=HELD, by=by)
    return tenure


@transaction.atomic
def end(*, tenure: Tenure, on: dt.date, by: User) -> Tenure:
    """Write down the last day on which a person holds a post."""
    by.authority.require(Permission.REFERENCE_EDIT)
    tenure = Tenure.objects.select_for_update().get(pk=tenure.pk)
    if on < tenure.valid_from:
        raise Refused(_("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"), field="valid_to")
    tenure.valid_to = on
    clean(tenure)
    tenure.save(update_fields=["valid_to"])
    workflow.record(tenure, action="end", before=HELD, after=ENDED, by=by)
    return tenure


def _full_holder(post: Post, day: dt.date) -> Tenure | None:
    """Who holds the post in full on the day or from a later day on."""
    return (
        Tenure.objects.filter(post=post, acting=False)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .select_related("user")
        .order_by("valid_from")
        .first()
    )
