"""Addresses: an area's year, its scorecards, its indicators, and what was frozen."""

from django.urls import path

from scorecards.views import areas, cards, indicators, snapshots

urlpatterns = [
    path("snapshots/<int:pk>/", snapshots.detail, name="snapshot_detail"),
    path("snapshots/<int:pk>/card.json", snapshots.download, name="snapshot_download"),
    path("snapshots/<int:pk>/changes/", snapshots.changes, name="snapshot_changes"),
    path("<area:area_code>/", areas.home, name="area_home"),
    path("<area:area_code>/<year:year>/", areas.year, name="area_year"),
    path("<area:area_code>/<year:year>/scorecard/", areas.latest, name="scorecard_latest"),
    path(
        "<area:area_code>/<year:year>/scorecard/<round:round_code>/",
        cards.scorecard,
        name="scorecard",
    ),
    path(
        "<area:area_code>/<year:year>/scorecard/<round:round_code>/freeze/",
        cards.freeze,
        name="scorecard_freeze",
    ),
    path("<area:area_code>/<year:year>/snapshots/", snapshots.listing, name="snapshot_list"),
    path(
        "<area:area_code>/<year:year>/indicators/<int:pk>/",
        indicators.detail,
        name="indicator_detail",
    ),
]
