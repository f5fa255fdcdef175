"""Addresses of consultations."""

from django.urls import path

from strategies.consultation import views

HERE = "<area:area_code>/plans/<int:pk>/consultation/"
ONE = f"{HERE}comments/<int:comment_pk>/"

urlpatterns = [
    path(HERE, views.plan_consultation, name="plan_consultation"),
    path(f"{HERE}open/", views.consultation_open, name="consultation_open"),
    path(f"{HERE}invite/", views.consultation_invite, name="consultation_invite"),
    path(f"{HERE}prolong/", views.consultation_prolong, name="consultation_prolong"),
    path(f"{HERE}resend/", views.consultation_resend, name="consultation_resend"),
    path(f"{HERE}comments/new/", views.comment_create, name="comment_create"),
    path(f"{ONE}", views.comment_edit, name="comment_edit"),
    path(f"{ONE}withdraw/", views.comment_withdraw, name="comment_withdraw"),
    path(f"{ONE}answer/", views.comment_answer, name="comment_answer"),
]
