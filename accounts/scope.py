"""The way from an address to what a person may see."""

from django.http import Http404

from accounts.models import User
from provinces.models import Area


def planning_area(user: User, code: str) -> Area:
    """The province or cluster of an address; outside of what the person sees, not found.

    The page's header needs the list of these areas anyway, so this costs no query of its own.
    """
    for area in user.authority.planning_areas:
        if area.code == code:
            return area
    raise Http404
