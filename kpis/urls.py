"""Addresses of cards, rounds and results."""

from django.urls import path

from kpis.places import of_card
from kpis.views import (
    agreements,
    cards,
    criteria,
    forward,
    imports,
    indicators,
    lines,
    openings,
    placing,
    register,
    results,
    rounds,
)

YEAR = "<area:area>/<year:year>/"
ROUND = f"{YEAR}rounds/<round:round_code>/"

CARD = f"{YEAR}card/"
AGREEMENT = f"{YEAR}agreements/<int:pk>/"


REGISTER = "<area:area>/indicators/"

urlpatterns = [
    path(REGISTER, register.indicator_register, name="indicator_register"),
    path("<area:area>/indicators.xlsx", register.register_export, name="register_export"),
    path(f"{REGISTER}new/", register.register_create, name="register_create"),
    path(f"{REGISTER}<int:pk>/", register.register_entry, name="register_entry"),
    path(f"{REGISTER}<int:pk>/edit/", register.register_edit, name="register_edit"),
    path(f"{REGISTER}<int:pk>/retire/", register.register_retire, name="register_retire"),
    path(f"{REGISTER}<int:pk>/restore/", register.register_restore, name="register_restore"),
    path(f"{YEAR}cards/", cards.card_list, name="card_list"),
    *of_card(YEAR, "card/", cards.card_detail, "card_detail"),
    *of_card(YEAR, "card/open/", cards.card_open, "card_open"),
    *of_card(YEAR, "card/agree/", cards.card_agree, "card_agree"),
    *of_card(YEAR, "card/weights/", cards.card_normalise, "card_normalise"),
    *of_card(YEAR, "card/choose/", lines.card_choose, "card_choose"),
    *of_card(YEAR, "card/lines/", lines.card_lines, "card_lines"),
    *of_card(YEAR, "card/versions/", lines.card_versions, "card_versions"),
    *of_card(YEAR, "card/copy/", forward.card_copy, "card_copy"),
    *of_card(YEAR, "card.xlsx", cards.card_export, "card_export"),
    path(f"{CARD}import/", imports.indicator_import, name="indicator_import"),
    path(f"{CARD}import/<slug:key>/", imports.import_preview, name="import_preview"),
    path(f"{CARD}import/<slug:key>/faults.xlsx", imports.import_faults, name="import_faults"),
    path(f"{CARD}import/<slug:key>/confirm/", imports.import_confirm, name="import_confirm"),
    path(f"{CARD}<int:pk>/criteria/", criteria.criteria_edit, name="criteria_edit"),
    path(f"{CARD}<int:pk>/indicator/", indicators.indicator_edit, name="indicator_edit"),
    path(f"{CARD}<int:pk>/place/", placing.card_line_place, name="card_line_place"),
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
