"""Addresses of the page about one's own personal data."""

from django.urls import path

from accounts.personal import views

urlpatterns = [
    path("personal-data/", views.personal_data, name="personal_data"),
    path("personal-data/copy/", views.personal_copy, name="personal_copy"),
]
