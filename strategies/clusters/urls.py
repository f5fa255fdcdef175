"""Addresses of cluster plans."""

from django.urls import path

from strategies.clusters import views

HERE = "<area:area_code>/plans/<int:pk>/members/"

urlpatterns = [
    path(HERE, views.plan_members, name="plan_members"),
    path(f"{HERE}<int:node_pk>/", views.node_references, name="node_references"),
]
