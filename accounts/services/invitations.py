"""Verbs on invitations: ask somebody in, send the letter, take it back, and accept.

Whoever keeps the register of an area invites to its posts; the administrator of the accounts
invites to any post, to a direct role, or to link an account with a provider of identities. What the
inviter may is asked when inviting and again when the invitation is accepted.
"""

import datetime as dt
import hashlib
import logging
import secrets
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError

from accounts import workflow
from accounts.models import Invitation, Post, User
from accounts.permissions import Permission
from accounts.services import offers, tenures, users
from accounts.services.agencies import place
from common import clock
from common.cleaning import clean
from common.errors import Refused
from common.thai.text import normalise
from provinces.models import Area

logger = logging.getLogger(__name__)

OPEN, ACCEPTED, REVOKED = "open", "accepted", "revoked"
KEPT_DAYS = 90


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    by: User,
    post: Post | None = None,
    valid_from: dt.date | None = None,
    acting: bool = False,
    role: str = "",
    area: Area | None = None,
    instead: bool = False,
) -> Invitation:
    """Invite a person to open an account and, where named, to take a post or a direct role.

    An e-mail that has an account already: the same is offered to that account. instead: open
    invitations of the same kind to this e-mail are taken back; without it they are a reason to
    refuse. Raises Refused for one's own e-mail, a closed account, or a post that is held, too.
    """
    invitation = Invitation(
        email=email.strip(),
        name=normalise(name),
        post=post,
        valid_from=valid_from if post else None,
        acting=bool(post and acting),
        role=role,
        area=area if role else None,
        invited_by=by,
        invited_at=clock.now(),
        expires_at=_last_moment(),
    )
    _require(invitation, by)
    offers.one_at_a_time(invitation.email)
    invitation.user = _account(invitation.email, by)
    clean(invitation)
    if instead:
        _give_up_earlier(invitation, by)
    offers.refuse_what_cannot_be(invitation)
    offers.refuse_beside_another(invitation, by)
    return _stored(invitation, by, action="invite")


@transaction.atomic
def offer_link(*, user: User, by: User) -> Invitation:
    """Invite the holder of an account to link it with a provider of identities."""
    by.authority.require(Permission.REFERENCE_EDIT)
    if not user.is_active:
        raise Refused(_("บัญชีนี้ปิดอยู่ โปรดเปิดบัญชีก่อนเชื่อมกับผู้ให้บริการ"))
    if not user.email:
        raise Refused(_("บัญชีนี้ไม่มีอีเมล โปรดบันทึกอีเมลก่อนส่งคำเชิญ"))
    invitation = Invitation(
        email=user.email,
        name=user.name,
        user=user,
        links=True,
        invited_by=by,
        invited_at=clock.now(),
        expires_at=_last_moment(),
    )
    clean(invitation)
    offers.one_at_a_time(invitation.email)
    offers.refuse_second(invitation)
    return _stored(invitation, by, action="invite")


@transaction.atomic
def resend(*, invitation: Invitation, by: User) -> Invitation:
    """Send a new link, valid anew; the earlier one ends."""
    invitation = _locked(invitation)
    _require(invitation, by)
    offers.refuse_past(invitation)
    offers.one_at_a_time(invitation.email)
    offers.refuse_again_beside_another(invitation, by)
    invitation.token_digest = None
    invitation.letter, invitation.letter_at = Invitation.Letter.WAITING, None
    invitation.expires_at = _last_moment()
    invitation.save(update_fields=["token_digest", "letter", "letter_at", "expires_at"])
    workflow.record(invitation, action="resend", before=OPEN, after=OPEN, by=by)
    transaction.on_commit(lambda: _send(invitation.pk))
    return invitation


@transaction.atomic
def revoke(*, invitation: Invitation, by: User, reason: str = "") -> Invitation:
    """Take an invitation back; its link ends."""
    invitation = _locked(invitation)
    _require(invitation, by)
    offers.refuse_past(invitation)
    invitation.revoked_at = clock.now()
    invitation.save(update_fields=["revoked_at"])
    workflow.record(invitation, action="revoke", before=OPEN, after=REVOKED, by=by, reason=reason)
    return invitation


@transaction.atomic
def issue(*, invitation: Invitation) -> str:
    """A new token for the letter's link; only its digest is kept. For the task that sends it."""
    invitation = _locked(invitation)
    offers.refuse_past(invitation)
    token = secrets.token_urlsafe(32)
    invitation.token_digest = digest(token)
    invitation.save(update_fields=["token_digest"])
    return token


@transaction.atomic
def letter_is(*, invitation: Invitation, state: Invitation.Letter) -> None:
    """Write down what became of the letter."""
    invitation = _locked(invitation)
    invitation.letter, invitation.letter_at = state, clock.now()
    invitation.save(update_fields=["letter", "letter_at"])


@transaction.atomic
def accept(*, invitation: Invitation, username: str, password: str | None) -> User:
    """Open the account of a person who has none, and let begin what was offered.

    password None: the person signs in through a provider of identities alone.
    """
    invitation = _acceptable(invitation)
    if invitation.user_id or account_of(invitation):
        raise Refused(_("อีเมลนี้มีบัญชีแล้ว โปรดเข้าสู่ระบบด้วยบัญชีนั้นก่อนตอบรับ"))
    user = users.new_account(
        username=username, name=invitation.name, email=invitation.email, password=password
    )
    by = invitation.invited_by
    workflow.record(user, action="create", before="", after=users.ACTIVE, by=by)
    return _fulfil(invitation, user)


@transaction.atomic
def accept_as(*, invitation: Invitation, user: User) -> User:
    """Let begin what was offered to the account of a person who has one."""
    invitation = _acceptable(invitation)
    if account_of(invitation) != user:
        raise Refused(_("คำเชิญนี้เป็นของบัญชีอื่น โปรดออกจากระบบ แล้วเข้าสู่ระบบด้วยบัญชีที่ได้รับเชิญ"))
    return _fulfil(invitation, user)


def sweep() -> int:
    """Forget invitations that ended unaccepted a while ago: e-mails of people who never came."""
    before = clock.now() - dt.timedelta(days=KEPT_DAYS)
    over = Invitation.objects.filter(accepted_at__isnull=True, expires_at__lt=before)
    return over.delete()[0]


def account_of(invitation: Invitation) -> User | None:
    """The account to which an invitation is offered: named in it, or of its e-mail by now."""
    if invitation.user_id:
        return invitation.user
    return User.objects.filter(email__iexact=invitation.email).first()


def digest(token: str) -> str:
    """What is kept of a token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def _fulfil(invitation: Invitation, user: User) -> User:
    """The inviter acts: what they may no longer do on this day does not happen."""
    by = invitation.invited_by
    if not user.is_active:
        raise Refused(_("บัญชีนี้ปิดอยู่ โปรดติดต่อผู้ดูแลระบบ"))
    if invitation.post and invitation.valid_from:
        tenures.begin(
            post=invitation.post,
            user=user,
            valid_from=invitation.valid_from,
            acting=invitation.acting,
            by=by,
        )
    if invitation.role:
        users.grant(user=user, role=invitation.role, area=invitation.area, by=by)
    invitation.user = user
    invitation.accepted_at = clock.now()
    invitation.save(update_fields=["user", "accepted_at"])
    workflow.record(invitation, action="accept", before=OPEN, after=ACCEPTED, by=user)
    return user


def _acceptable(invitation: Invitation) -> Invitation:
    """The invitation, locked, when it is open and its inviter may still offer what it offers."""
    invitation = _locked(invitation)
    if invitation.state != OPEN:
        raise Refused(_("คำเชิญนี้ใช้ไม่ได้แล้ว โปรดขอคำเชิญใหม่จากผู้เชิญ"))
    by = invitation.invited_by
    may = by.is_active and all(by.authority.may(p, **where) for p, where in _needs(invitation))
    if not may:
        raise Refused(_("ผู้เชิญไม่มีสิทธิเชิญแล้ว โปรดติดต่อสำนักงานจังหวัดเพื่อขอคำเชิญใหม่"))
    return invitation


def _needs(invitation: Invitation) -> list[tuple[Permission, dict[str, Any]]]:
    """What the inviter must be allowed to do, and where."""
    needs: list[tuple[Permission, dict[str, Any]]] = []
    if invitation.post:
        needs.append((Permission.PEOPLE_EDIT, {"area": place(invitation.post.agency.area)}))
    if invitation.role or not invitation.post:
        needs.append((Permission.REFERENCE_EDIT, {}))
    return needs


def _require(invitation: Invitation, by: User) -> None:
    for permission, where in _needs(invitation):
        by.authority.require(permission, **where)


def _account(email: str, by: User) -> User | None:
    """The account that has this e-mail already."""
    if by.email and email.lower() == by.email.lower():
        raise Refused(_("ท่านเชิญตนเองไม่ได้ โปรดให้ผู้มีสิทธิคนอื่นเชิญ"), field="email")
    user = User.objects.filter(email__iexact=email).first() if email else None
    if user and not user.is_active:
        raise Refused(_("บัญชีที่ใช้อีเมลนี้ปิดอยู่ โปรดให้ผู้ดูแลระบบเปิดบัญชีอีกครั้งก่อน"), field="email")
    return user


def _give_up_earlier(invitation: Invitation, by: User) -> None:
    """Take back what the new invitation takes the place of."""
    for earlier in offers.rivals(invitation, by):
        revoke(invitation=earlier, by=by, reason=_("มีคำเชิญใหม่แทน"))


def _stored(invitation: Invitation, by: User, *, action: str) -> Invitation:
    invitation.save()
    workflow.record(invitation, action=action, before="", after=OPEN, by=by)
    transaction.on_commit(lambda: _send(invitation.pk))
    return invitation


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",))
    return rows.select_related("post__agency__area", "user", "invited_by", "area").get(
        pk=invitation.pk
    )


def _last_moment() -> dt.datetime:
    return clock.now() + dt.timedelta(days=settings.INVITATION_DAYS)


def _send(pk: int) -> None:
    """Ask a worker for the letter. Where the broker does not answer, the list says so."""
    try:
        current_app.send_task("accounts.tasks.send_invitation", args=[pk])
    except (OperationalError, OSError):
        logger.warning("broker does not answer; the letter of invitation %s was not sent", pk)
        Invitation.objects.filter(pk=pk).update(letter=Invitation.Letter.FAILED)
