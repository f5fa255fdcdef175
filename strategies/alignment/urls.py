"""Addresses of alignment."""

from django.urls import path

from strategies.alignment import views

PLAN = "<area:area_code>/plans/<int:pk>/"

urlpatterns = [
    path(f"{PLAN}alignment/", views.plan_alignment, name="plan_alignment"),
    path(f"{PLAN}alignment/<int:node_pk>/", views.node_alignment, name="node_alignment"),
    path(f"{PLAN}coverage/", views.plan_coverage, name="plan_coverage"),
    path(f"{PLAN}coverage.xlsx", views.plan_coverage_export, name="plan_coverage_export"),
    path("<area:area_code>/frameworks/", views.framework_list, name="framework_list"),
    path("<area:area_code>/frameworks/new/", views.framework_create, name="framework_create"),
    path("<area:area_code>/frameworks/<int:pk>/", views.framework_edit, name="framework_edit"),
]
