"""Verbs on posts: what owns indicators, projects and seats."""

from collections.abc import Sequence

from django.db import transaction

from accounts import workflow
from accounts.models import Post, User
from accounts.permissions import Permission
from common.cleaning import clean
from common.thai.text import normalise
from provinces.models import Agency

OPEN = "open"


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
    by.authority.require(Permission.REFERENCE_EDIT)
    post = Post(
        agency=agency,
        title_th=normalise(title_th),
        title_en=title_en,
        roles=list(roles),
        phone=phone,
    )
    clean(post)
    post.save()
    workflow.record(post, action="create", before="", after=OPEN, by=by)
    return post
