"""Addresses of evidence."""

from django.urls import path

from evidence import views

urlpatterns = [path("evidence/<int:pk>/", views.download, name="evidence_download")]
