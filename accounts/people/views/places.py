"""From an address to what stands in the register, as far as the person sees it."""

from accounts.models import Post, Tenure, User
from accounts.people.selectors import of_area
from accounts.permissions import Permission
from common.querysets import one_or_404
from provinces.models import Agency, Area


def may_edit(user: User, area: Area) -> bool:
    """Whether the person keeps the register of this area."""
    return user.authority.may(Permission.PEOPLE_EDIT, area=area)


def require_edit(user: User, area: Area) -> None:
    """Raise NotAllowed, with who may, for somebody who does not keep this register."""
    user.authority.require(Permission.PEOPLE_EDIT, area=area)


def find_agency(area: Area, pk: int) -> Agency:
    """An agency of the area or of its districts; any other is not found."""
    return one_or_404(Agency.objects.filter(of_area(area)).select_related("area"), pk=pk)


def find_post(area: Area, pk: int) -> Post:
    agencies = Agency.objects.filter(of_area(area))
    posts = Post.objects.filter(agency__in=agencies).select_related("agency__area")
    return one_or_404(posts, pk=pk)


def find_tenure(area: Area, pk: int) -> Tenure:
    agencies = Agency.objects.filter(of_area(area))
    tenures = Tenure.objects.filter(post__agency__in=agencies)
    return one_or_404(tenures.select_related("user", "post__agency__area"), pk=pk)
