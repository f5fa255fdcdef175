"""What the list of invitations shows."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from accounts.models import Invitation, User
from accounts.permissions import Permission

INVITATIONS_A_PAGE = 50


@dataclass(frozen=True)
class InvitationList:
    """One page of the invitations that a person sees, newest first."""

    page: Page[Invitation]
    may_invite: bool


def invitation_list(user: User, page: str | None) -> InvitationList:
    """Three queries: how many, and the rows with everything that their line names."""
    rows = Invitation.objects.visible_to(user).select_related(
        "post__agency__area", "area", "invited_by", "user"
    )
    return InvitationList(
        page=Paginator(rows, INVITATIONS_A_PAGE).get_page(page),
        may_invite=user.authority.may(Permission.REFERENCE_EDIT),
    )
