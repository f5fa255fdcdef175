"""Addresses. Each app brings its own; this is the whole map."""

from django.urls import include, path
from django.views.i18n import set_language

from accounts.support import pages as support_pages
from accounts.support.site import site as support
from common import converters, health  # noqa: F401 - registers <area:…>, <year:…>, <round:…>

support_pages.register()

urlpatterns = [
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("language/", set_language, name="set_language"),
    path("api/", include("config.api_urls")),
    path("support/", support.urls),
    path("", include("accounts.urls")),
    path("", include("accounts.signing.urls")),
    path("", include("accounts.trail.urls")),
    path("", include("accounts.administration.urls")),
    path("", include("accounts.invitations.urls")),
    path("", include("accounts.oidc.urls")),
    path("", include("accounts.personal.urls")),
    path("", include("accounts.people.urls")),
    path("", include("common.urls")),
    path("", include("evidence.urls")),
    path("", include("jobs.urls")),
    path("", include("reminders.urls")),
    path("", include("strategies.urls")),
    path("", include("kpis.urls")),
    path("", include("projects.urls")),
    path("", include("scorecards.urls")),
    path("", include("committees.urls")),
    path("", include("reports.urls")),
]
