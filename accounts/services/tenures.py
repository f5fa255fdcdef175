"""Verbs on tenures: who holds a post from when to when. The post stays, people move."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import workflow
from accounts.models import Post, Tenure, User
from accounts.permissions import Permission
from accounts.services.agencies import place
from accounts.trail.context import because
from common import slots
from common.cleaning import clean
from common.errors import Refused
from common.language import page_language
from common.thai import dates

HELD, ENDED = "held", "ended"
HANDED_OVER = "handed_over"


@transaction.atomic
def begin(
    *,
    post: Post,
    user: User,
    valid_from: dt.date,
    by: User,
    acting: bool = False,
    valid_to: dt.date | None = None,
) -> Tenure:
    """Let a person hold a post from a day on (to another); `acting` for รักษาการ.

    Raises Refused where somebody else holds the post in full on one of these days, where the
    person holds it already, for a closed account, and for a post that somebody gives to themself.
    """
    post = (
        Post.objects.select_for_update(of=("self",)).select_related("agency__area").get(pk=post.pk)
    )
    by.authority.require(Permission.PEOPLE_EDIT, area=place(post.agency.area))
    if valid_to and valid_to < valid_from:
        raise Refused(_("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"), field="valid_to")
    _refuse_person(post, user, by)
    refuse_overlap(post, user, valid_from, valid_to, acting)
    tenure = Tenure(post=post, user=user, valid_from=valid_from, valid_to=valid_to, acting=acting)
    clean(tenure)
    tenure.save()
    workflow.record(tenure, action="begin", before="", after=HELD, by=by)
    return tenure


@transaction.atomic
def end(*, tenure: Tenure, on: dt.date, by: User, reason: str = "") -> Tenure:
    """Write down the last day on which a person holds a post, and that its work is handed over.

    The open work stays with the post: whoever holds it next finds it. The post's history says how
    much it was on the day of writing.
    """
    tenure = (
        Tenure.objects.select_for_update(of=("self",))
        .select_related("post__agency__area", "user")
        .get(pk=tenure.pk)
    )
    by.authority.require(Permission.PEOPLE_EDIT, area=place(tenure.post.agency.area))
    if on < tenure.valid_from:
        raise Refused(
            _("วันสิ้นสุดต้องไม่ก่อนวันเริ่ม (%(day)s)") % {"day": _day(tenure.valid_from)},
            field="valid_to",
        )
    before = ENDED if tenure.valid_to else HELD
    tenure.valid_to = on
    clean(tenure)
    with because(reason):
        tenure.save(update_fields=["valid_to"])
    workflow.record(tenure, action="end", before=before, after=ENDED, by=by, reason=reason)
    _record_handover(tenure, by)
    return tenure


def _record_handover(tenure: Tenure, by: User) -> None:
    """One row in the post's own history: when, and how much open work stays with the post.

    Who it was is said by the tenure: a row of the history that named people could not forget one.
    """
    number = sum(1 for bring in slots.open_work for _item in bring(tenure.post))
    workflow.record(
        tenure.post,
        action="hand_over",
        before=HELD,
        after=HANDED_OVER,
        by=by,
        reason=ngettext(
            "พ้นตำแหน่งเมื่อ %(day)s งานที่อยู่กับตำแหน่ง %(number)s เรื่อง",
            "พ้นตำแหน่งเมื่อ %(day)s งานที่อยู่กับตำแหน่ง %(number)s เรื่อง",
            number,
        )
        % {"day": _day(tenure.valid_to), "number": number},
    )


def _refuse_person(post: Post, user: User, by: User) -> None:
    if not user.is_active:
        raise Refused(_("บัญชีของ %(who)s ปิดแล้ว โปรดเลือกบัญชีอื่น") % {"who": user}, field="user")
    if user.pk == by.pk:
        raise Refused(_("ท่านบันทึกตนเองเข้าดำรงตำแหน่งไม่ได้ โปรดให้ผู้มีสิทธิคนอื่นบันทึก"), field="user")


def refuse_overlap(
    post: Post, user: User | None, first: dt.date, last: dt.date | None, acting: bool
) -> None:
    """Full holders never overlap; an acting one stands beside them, but not beside themself.

    user: None for somebody who has no account yet.
    """
    others = Tenure.objects.overlapping(first, last).filter(post=post).select_related("user")
    others = others.filter(acting=True, user=user) if acting else others.filter(acting=False)
    holder = others.order_by("valid_from").first()
    if holder is None:
        return
    said = {"who": holder.user, "day": _day(holder.valid_from), "last": _day(holder.valid_to)}
    if holder.valid_to is None:
        sentence = _("%(who)s ดำรงตำแหน่งนี้อยู่ตั้งแต่ %(day)s โปรดบันทึกวันสิ้นสุดของผู้นั้นก่อน")
    else:
        sentence = _("%(who)s ดำรงตำแหน่งนี้อยู่ตั้งแต่ %(day)s ถึง %(last)s โปรดเลือกวันที่ไม่ทับซ้อนกัน")
    raise Refused(sentence % said, field="valid_from")


def _day(day: dt.date | None) -> str:
    return dates.long_date(day, page_language()) if day else ""
