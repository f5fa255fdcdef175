"""Addresses of invitations."""

from django.urls import path

from accounts.invitations.views import accept, office

urlpatterns = [
    path("invitations/", office.invitation_list, name="invitation_list"),
    path("invitations/new/", office.invitation_create, name="invitation_create"),
    path("invitations/<int:pk>/resend/", office.invitation_resend, name="invitation_resend"),
    path("invitations/<int:pk>/revoke/", office.invitation_revoke, name="invitation_revoke"),
    path("<area:area_code>/posts/<int:pk>/invite/", office.post_invite, name="post_invite"),
    path("invitation/", accept.invitation_accept, name="invitation_accept"),
    path("invitation/<str:token>/", accept.invitation_open, name="invitation_open"),
]
