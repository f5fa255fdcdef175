"""Addresses of cards, rounds and results."""

from django.urls import path

from kpis.views import (
    agreements,
    cards,
    criteria,
    imports,
    indicators,
    openings,
    results,
    rounds,
)

YEAR = "<area:area>/<year:year>/"
ROUND = f"{YEAR}rounds/<round:round_code>/"

CARD = f"{YEAR}card/"
AGREEMENT = f"{YEAR}agreements/<int:pk>/"

urlpatterns = [
    path(CARD, cards.card_detail, name="card_detail"),
    path(f"{CARD}open/", cards.card_open, name="card_open"),
    path(f"{CARD}agree/", cards.card_agree, name="card_agree"),
    path(f"{CARD}weights/", cards.card_normalise, name="card_normalise"),
    path(f"{YEAR}card.xlsx", cards.card_export, name="card_export"),
    path(f"{CARD}import/", imports.indicator_import, name="indicator_import"),
    path(f"{CARD}import/<slug:key>/", imports.import_preview, name="import_preview"),
    path(f"{CARD}import/<slug:key>/confirm/", imports.import_confirm, name="import_confirm"),
    path(f"{CARD}<int:pk>/criteria/", criteria.criteria_edit, name="criteria_edit"),
    path(f"{CARD}<int:pk>/indicator/", indicators.indicator_edit, name="indicator_edit"),
    path(f"{CARD}<int:pk>/remove/", cards.card_line_remove, name="card_line_remove"),
    path(f"{YEAR}agreements/", agreements.agreement_list, name="agreement_list"),
    path(f"{YEAR}agreements/prepare/", agreements.agreement_prepare, name="agreement_prepare"),
    path(AGREEMENT, agreements.agreement_detail, name="agreement_detail"),
    path(f"{AGREEMENT}sign/<slug:party>/", agreements.agreement_sign, name="agreement_sign"),
    path(f"{YEAR}rounds/", rounds.round_list, name="round_list"),
    path(f"{YEAR}rounds/plan/", openings.round_plan, name="round_plan"),
    path(f"{YEAR}rounds/openings/", openings.round_openings, name="round_openings"),
    path(ROUND, rounds.round_detail, name="round_detail"),
    path(f"{ROUND}lock/", rounds.round_lock, name="round_lock"),
    path(f"{ROUND}reopen/", rounds.round_reopen, name="round_reopen"),
    path(f"{ROUND}dates/", openings.round_dates, name="round_dates"),
    path(
        f"{ROUND}exceptions/<int:pk>/end/",
        openings.round_exception_end,
        name="round_exception_end",
    ),
    path(f"{ROUND}<int:criteria_pk>/", results.result_edit, name="result_edit"),
    path(f"{ROUND}<int:criteria_pk>/move/", results.result_move, name="result_move"),
]
