"""Verbs on posts: what owns indicators, projects and seats."""

from collections.abc import Sequence
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import workflow
from accounts.models import Post, User
from accounts.permissions import Permission
from accounts.services import changes
from accounts.services.agencies import place
from common.cleaning import clean
from common.errors import Refused
from common.thai.text import normalise
from provinces.models import Agency

OPEN = "open"

ANOTHER_AREA = gettext_lazy(
    "ย้ายตำแหน่งไปหน่วยงานนอกพื้นที่ไม่ได้ เพราะงานของตำแหน่งเป็นของพื้นที่นี้ "
    "โปรดตั้งตำแหน่งใหม่ในพื้นที่ปลายทาง แล้วส่งมอบงานที่นี่"
)


class Facts(TypedDict, total=False):
    """What the register knows of a post; whatever is left out stays as it is."""

    agency: Agency
    title_th: str
    title_en: str
    roles: Sequence[str]
    phone: str


@transaction.atomic
def create(
    *,
    agency: Agency,
    title_th: str,
    by: User,
    title_en: str = "",
    roles: Sequence[str] = (),
    phone: str = "",
) -> Post:
    """Set up a post in an agency with the roles that whoever holds it has."""
    by.authority.require(Permission.PEOPLE_EDIT, area=place(agency.area))
    post = Post(
        agency=agency,
        title_th=normalise(title_th),
        title_en=normalise(title_en),
        roles=list(roles),
        phone=normalise(phone),
    )
    clean(post)
    post.save()
    workflow.record(post, action="create", before="", after=OPEN, by=by)
    return post


@transaction.atomic
def update(*, post: Post, by: User, **facts: Unpack[Facts]) -> Post:
    """Correct a post: its title, roles, phone, or the agency of the same area to which it belongs.

    Raises Refused for an agency of another area, and for roles that somebody gives to themself.
    """
    post = (
        Post.objects.select_for_update(of=("self",)).select_related("agency__area").get(pk=post.pk)
    )
    area = place(post.agency.area)
    by.authority.require(Permission.PEOPLE_EDIT, area=area)
    target = facts.get("agency")
    if target is not None and place(target.area) != area:
        raise Refused(ANOTHER_AREA, field="agency")
    if "roles" in facts:
        facts["roles"] = list(facts["roles"])
        _refuse_own_roles(post, facts["roles"], by)
    changed = changes.make(post, facts)
    if changed:
        clean(post)
        post.save(update_fields=changed.fields)
        workflow.record(
            post, action="update", before=OPEN, after=OPEN, by=by, reason=changed.sentence
        )
    return post


def _refuse_own_roles(post: Post, roles: Sequence[str], by: User) -> None:
    """Nobody gives themself a role through the post they hold."""
    if set(roles) - set(post.roles) and post.pk in by.authority.posts:
        raise Refused(_("ท่านเพิ่มบทบาทให้ตำแหน่งที่ท่านดำรงอยู่เองไม่ได้ โปรดให้ผู้มีสิทธิคนอื่นบันทึก"), field="roles")
