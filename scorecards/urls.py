"""Addresses: an area's year, its scorecards, its indicators, and what was frozen."""

from django.urls import path

from kpis.places import of_card
from scorecards.views import areas, cards, indicators, simulation, snapshots

YEAR = "<area:area_code>/<year:year>/"


urlpatterns = [
    path("snapshots/<int:pk>/", snapshots.detail, name="snapshot_detail"),
    path("snapshots/<int:pk>/card.json", snapshots.download, name="snapshot_download"),
    path("snapshots/<int:pk>/changes/", snapshots.changes, name="snapshot_changes"),
    path("<area:area_code>/", areas.home, name="area_home"),
    path("<area:area_code>/<year:year>/", areas.year, name="area_year"),
    *of_card(YEAR, "scorecard/", areas.latest, "scorecard_latest"),
    *of_card(YEAR, "scorecard/<round:round_code>/", cards.scorecard, "scorecard"),
    *of_card(YEAR, "scorecard/<round:round_code>/simulate/", simulation.simulate, "simulation"),
    path(
        "<area:area_code>/<year:year>/scorecard/<round:round_code>/freeze/",
        cards.freeze,
        name="scorecard_freeze",
    ),
    path("<area:area_code>/<year:year>/snapshots/", snapshots.listing, name="snapshot_list"),
    *of_card(YEAR, "indicators/<int:pk>/", indicators.detail, "indicator_detail"),
]
