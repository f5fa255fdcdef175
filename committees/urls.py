"""Addresses of this app."""

from django.urls import path

from committees import views

urlpatterns = [
    path("<area:area_code>/committees/", views.committee_list, name="committee_list"),
    path("<area:area_code>/committees/<int:pk>/", views.committee_detail, name="committee_detail"),
]
