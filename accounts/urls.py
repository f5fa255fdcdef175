"""Addresses: home, sign-in and sign-out."""

from allauth.account.views import login, logout
from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", login, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
]
