"""Addresses: one's own settings, and the link in letters."""

from django.urls import path

from reminders import views

urlpatterns = [
    path("reminders/", views.reminders, name="reminders"),
    path("reminders/stop/<str:token>/", views.reminder_stop, name="reminder_stop"),
]
