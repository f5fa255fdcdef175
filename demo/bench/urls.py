"""The product's addresses and the bare view, for the bench's own server alone."""

from django.urls import include, path

from demo.bench import bare

urlpatterns = [
    path("bench/bare/<int:card>/<int:count>/", bare.rows, name="bench_bare"),
    path("", include("config.urls")),
]
