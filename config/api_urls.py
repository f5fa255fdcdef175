"""Addresses of the API: version 1 is read only; each app brings its own in <app>/api.py."""

from importlib.util import find_spec

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

from config.api_docs import docs

app_name = "api"

_APPS = ("provinces", "strategies", "kpis", "scorecards", "reports")

version_1 = [path("", include(f"{app}.api")) for app in _APPS if find_spec(f"{app}.api")]

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    path("v1/", include(version_1)),
]
