"""Addresses of cards, rounds and results."""

from django.urls import path

from kpis.views import results, rounds

YEAR = "<area:area>/<year:year>/"
ROUND = f"{YEAR}rounds/<round:round_code>/"

urlpatterns = [
    path(f"{YEAR}rounds/", rounds.round_list, name="round_list"),
    path(ROUND, rounds.round_detail, name="round_detail"),
    path(f"{ROUND}lock/", rounds.round_lock, name="round_lock"),
    path(f"{ROUND}reopen/", rounds.round_reopen, name="round_reopen"),
    path(f"{ROUND}<int:criteria_pk>/", results.result_edit, name="result_edit"),
    path(f"{ROUND}<int:criteria_pk>/move/", results.result_move, name="result_move"),
]
