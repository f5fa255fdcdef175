"""What of projects stays with a post when somebody leaves it."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Post
from common.slots import WorkItem
from projects.models import Project

OVER = (Project.Status.FINISHED, Project.Status.CANCELLED)


def open_work(post: Post) -> Iterator[WorkItem]:
    """The projects that the post hosts and that are neither finished nor cancelled; one query."""
    hosted = Project.objects.filter(host_post=post).exclude(status__in=OVER)
    for project in hosted.select_related("area").order_by("fiscal_year", "code"):
        yield WorkItem(
            kind=_("โครงการที่เป็นเจ้าภาพ"),
            title=str(project),
            url=reverse(
                "project_detail", args=[project.area.code, project.fiscal_year, project.code]
            ),
            note=str(project.get_status_display()),
        )


def working_posts() -> QuerySet[Project, int | None]:
    """The posts that host a project that is neither finished nor cancelled."""
    hosted = Project.objects.filter(host_post__isnull=False).exclude(status__in=OVER)
    return hosted.order_by().values_list("host_post", flat=True)
