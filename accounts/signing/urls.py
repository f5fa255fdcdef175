"""Addresses: one's own account, second factors, passwords, and sign-in events.

The names with account_ and mfa_ are those under which allauth itself looks for its pages.
"""

from allauth.account import views as account
from allauth.mfa.base.views import reauthenticate
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.views import add_webauthn, edit_webauthn, remove_webauthn
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from accounts.signing.views import account as own
from accounts.signing.views import events, factors

urlpatterns = [
    # Signing in
    path("sign-in/second-step/", factors.SecondStep.as_view(), name="mfa_authenticate"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/forgotten/", account.password_reset, name="account_reset_password"),
    path("sign-in/forgotten/sent/", account.password_reset_done,
         name="account_reset_password_done"),
    re_path(r"^sign-in/forgotten/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
            account.password_reset_from_key,
         name="account_reset_password_from_key"),
    path("sign-in/forgotten/done/", account.password_reset_from_key_done,
         name="account_reset_password_from_key_done"),
    # My account
    path("account/", own.my_account, name="my_account"),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/sessions/<int:pk>/end/", own.session_end, name="session_end"),
    path("account/sessions/end-others/", own.session_end_others, name="session_end_others"),
    path("account/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("account/confirm/code/", reauthenticate, name="mfa_reauthenticate"),
    path("account/confirm/key/", factors.KeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/factors/", factors.to_my_account, name="mfa_index"),
    path("account/factors/app/", activate_totp, name="mfa_activate_totp"),
    path("account/factors/app/remove/", deactivate_totp, name="mfa_deactivate_totp"),
    path("account/factors/keys/", factors.to_my_account, name="mfa_list_webauthn"),
    path("account/factors/keys/add/", add_webauthn, name="mfa_add_webauthn"),
    path("account/factors/keys/<int:pk>/", edit_webauthn, name="mfa_edit_webauthn"),
    path("account/factors/keys/<int:pk>/remove/", remove_webauthn, name="mfa_remove_webauthn"),
    path("account/factors/codes/", require_safe(factors.RecoveryCodes.as_view()),
         name="mfa_view_recovery_codes"),
    path("account/factors/codes/new/", generate_recovery_codes,
         name="mfa_generate_recovery_codes"),
    # For administrators and inspectors
    path("people/<int:pk>/second-factor/reset/", factors.reset, name="account_mfa_reset"),
    path("sign-ins/", events.sign_in_events, name="sign_in_events"),
    path("sign-ins/export/", events.sign_in_events_export, name="sign_in_events_export"),
]  # fmt: skip
