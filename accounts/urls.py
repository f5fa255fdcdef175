"""Addresses: home, who may do what, sign-in and sign-out."""

from allauth.account.views import login
from django.urls import path

from accounts import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", login, name="account_login"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("permissions/", views.permissions, name="permissions"),
]
