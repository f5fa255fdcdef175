"""Verbs on identities: which person of a provider of identities signs in to which account."""

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import workflow
from accounts.models import Invitation, User
from accounts.permissions import Permission
from accounts.services import invitations
from common.errors import Refused

LINKED, UNLINKED = "linked", "unlinked"


@transaction.atomic
def accept(
    *, invitation: Invitation, username: str, signed_in: User | None, provider: str, uid: str
) -> User:
    """Accept an invitation as a person whom the provider has named, and link that identity.

    An account into which somebody can sign in already is linked by who is signed in to it: a
    letter alone, read by somebody else, does not open another way into it.
    """
    account = invitations.account_of(invitation)
    if account is None:
        user = invitations.accept(invitation=invitation, username=username, password=None)
    else:
        if account != signed_in and is_in_use(account):
            raise Refused(_("โปรดเข้าสู่ระบบด้วยบัญชีที่ได้รับเชิญก่อน แล้วจึงเชื่อมกับผู้ให้บริการ"))
        user = invitations.accept_as(invitation=invitation, user=account)
    if SocialAccount.objects.filter(user=user, provider=provider).exists():
        raise Refused(_("บัญชีนี้เชื่อมกับผู้ให้บริการนี้อยู่แล้ว โปรดให้ผู้ดูแลระบบยกเลิกการเชื่อมเดิมก่อน"))
    SocialAccount.objects.create(user=user, provider=provider, uid=uid)
    workflow.record(user, action="link", before="", after=LINKED, by=user, reason=provider)
    return user


def is_in_use(account: User) -> bool:
    """Whether there is a way into an account: a password, or an identity of any provider."""
    return bool(
        account.has_usable_password() or SocialAccount.objects.filter(user=account).exists()
    )


@transaction.atomic
def unlink(*, identity: SocialAccount, by: User, reason: str) -> None:
    """Let an identity sign in to an account no longer."""
    by.authority.require(Permission.REFERENCE_EDIT)
    if not reason.strip():
        raise Refused(_("โปรดบอกเหตุผลที่ยกเลิกการเชื่อม"), field="reason")
    user = identity.user
    identity.delete()
    workflow.record(user, action="unlink", before=LINKED, after=UNLINKED, by=by, reason=reason)
