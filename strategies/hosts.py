"""Who can be the host of an entry of a plan, or work on it together with the host."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Post
from accounts.people.selectors import of_area
from common import clock
from common.errors import Refused
from provinces.models import Agency, Area, ClusterMembership


def agencies(area: Area) -> QuerySet[Agency]:
    """Agencies of the area and its districts; for a cluster those of its members as well."""
    there = of_area(area)
    if area.kind == Area.Kind.CLUSTER:
        members = ClusterMembership.objects.on(clock.today()).filter(cluster=area)
        there |= Q(area__in=members.order_by().values("province"))
    return Agency.objects.filter(there).order_by("name_th")


def posts(area: Area) -> QuerySet[Post]:
    """Posts of these agencies, with their agency."""
    found = Post.objects.filter(agency__in=agencies(area).order_by())
    return found.select_related("agency").order_by("agency__name_th", "title_th")


def refuse_foreign(area: Area, host: Post | None, joint: list[Agency] | None) -> None:
    """Raise Refused where the host or a joint agency is none of the area."""
    if host is not None and not posts(area).filter(pk=host.pk).exists():
        raise Refused(
            _("%(post)s ไม่ใช่ตำแหน่งของ%(area)s") % {"post": host, "area": area.full_name},
            field="host",
        )
    if joint:
        own = set(agencies(area).values_list("pk", flat=True))
        for agency in joint:
            if agency.pk not in own:
                raise Refused(
                    _("%(agency)s ไม่ใช่หน่วยงานของ%(area)s")
                    % {"agency": agency, "area": area.full_name},
                    field="joint_agencies",
                )
