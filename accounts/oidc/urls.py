"""Addresses of signing in with a provider of identities, under the names that allauth knows."""

from django.urls import path

from accounts.oidc import views

urlpatterns = [
    path("sign-in/with/<slug:provider_id>/", views.begin, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", views.come_back, name="openid_connect_callback"),
]
