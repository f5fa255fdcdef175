"""Addresses of the history."""

from django.urls import path

from accounts.trail import views

urlpatterns = [
    path("history/", views.history_search, name="history_search"),
    path("history/changes.csv", views.history_export, name="history_export"),
    path("history/<slug:kind>/<int:pk>/", views.history, name="history"),
]
