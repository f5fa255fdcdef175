"""Addresses of this app."""

from django.urls import path

from common import views

urlpatterns = [
    path("developers/gallery/", views.gallery, name="gallery"),
]
