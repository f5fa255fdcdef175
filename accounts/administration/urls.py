"""Addresses of the administration of accounts."""

from django.urls import path

from accounts.administration.views import accounts, deeds

urlpatterns = [
    path("accounts/", accounts.account_list, name="account_list"),
    path("accounts/<int:pk>/", accounts.account_detail, name="account_detail"),
    path("accounts/<int:pk>/edit/", accounts.account_edit, name="account_edit"),
    path("accounts/<int:pk>/roles/new/", accounts.role_give, name="role_give"),
    path("accounts/<int:pk>/link/", accounts.account_link, name="account_link"),
    path("accounts/<int:pk>/close/", deeds.account_close, name="account_close"),
    path("accounts/<int:pk>/reopen/", deeds.account_reopen, name="account_reopen"),
    path("accounts/<int:pk>/erase/", deeds.account_erase, name="account_erase"),
    path("accounts/<int:pk>/export/", deeds.account_export, name="account_export"),
    path("accounts/<int:pk>/roles/<int:role>/take-back/", deeds.role_take, name="role_take"),
    path(
        "accounts/<int:pk>/identities/<int:identity>/unlink/",
        deeds.identity_unlink,
        name="identity_unlink",
    ),
]
