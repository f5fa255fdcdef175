"""Addresses of this app."""

from django.urls import include, path

from strategies import views

urlpatterns = [
    path("<area:area_code>/<year:year>/plan/", views.plan_tree, name="plan_tree"),
    path("", include("strategies.editing.urls")),
    path("", include("strategies.alignment.urls")),
    path("", include("strategies.consultation.urls")),
    path("", include("strategies.clusters.urls")),
]
