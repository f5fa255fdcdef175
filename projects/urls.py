"""Addresses of this app."""

from django.urls import path

from projects import alignment, views

urlpatterns = [
    path("<area:area_code>/<year:year>/district/", views.district_detail, name="district_detail"),
    path("<area:area_code>/<year:year>/projects/", views.project_list, name="project_list"),
    path(
        "<area:area_code>/<year:year>/projects/<str:code>/",
        views.project_detail,
        name="project_detail",
    ),
    path(
        "<area:area_code>/<year:year>/projects/<str:code>/alignment/",
        alignment.project_alignment,
        name="project_alignment",
    ),
]
