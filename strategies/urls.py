"""Addresses of this app."""

from django.urls import path

from strategies import views

urlpatterns = [
    path("<area:area_code>/<year:year>/plan/", views.plan_tree, name="plan_tree"),
]
