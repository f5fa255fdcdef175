"""Addresses of cards, rounds and results."""

from django.urls import path

from kpis.views import cards, criteria, imports, indicators, results, rounds

YEAR = "<area:area>/<year:year>/"
ROUND = f"{YEAR}rounds/<round:round_code>/"

CARD = f"{YEAR}card/"

urlpatterns = [
    path(CARD, cards.card_detail, name="card_detail"),
    path(f"{CARD}open/", cards.card_open, name="card_open"),
    path(f"{CARD}agree/", cards.card_agree, name="card_agree"),
    path(f"{CARD}weights/", cards.card_normalise, name="card_normalise"),
    path(f"{YEAR}card.xlsx", cards.card_export, name="card_export"),
    path(f"{CARD}import/", imports.indicator_import, name="indicator_import"),
    path(f"{CARD}import/<slug:key>/", imports.import_preview, name="import_preview"),
    path(f"{CARD}import/<slug:key>/faults.xlsx", imports.import_faults, name="import_faults"),
    path(f"{CARD}import/<slug:key>/confirm/", imports.import_confirm, name="import_confirm"),
    path(f"{CARD}<int:pk>/criteria/", criteria.criteria_edit, name="criteria_edit"),
    path(f"{CARD}<int:pk>/indicator/", indicators.indicator_edit, name="indicator_edit"),
    path(f"{CARD}<int:pk>/remove/", cards.card_line_remove, name="card_line_remove"),
    path(f"{YEAR}rounds/", rounds.round_list, name="round_list"),
    path(ROUND, rounds.round_detail, name="round_detail"),
    path(f"{ROUND}lock/", rounds.round_lock, name="round_lock"),
    path(f"{ROUND}reopen/", rounds.round_reopen, name="round_reopen"),
    path(f"{ROUND}<int:criteria_pk>/", results.result_edit, name="result_edit"),
    path(f"{ROUND}<int:criteria_pk>/move/", results.result_move, name="result_move"),
]
