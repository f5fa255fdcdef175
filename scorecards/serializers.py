"""How scorecards and snapshots look in the API: numbers as strings, texts in both languages."""

import json
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from scorecards.gather import Json
from scorecards.models import Snapshot
from scorecards.services import snapshots

Number = serializers.CharField


class WordsSerializer(serializers.Serializer[Any]):
    """The same sentence in Thai and in English."""

    th = serializers.CharField()
    en = serializers.CharField()


class RulesSerializer(serializers.Serializer[Any]):
    """The rule set that the card is scored under."""

    version = serializers.CharField()
    scale = serializers.CharField(help_text="1-5 or 0-100")
    floor = Number()
    places = serializers.IntegerField()
    redistribute = serializers.CharField(help_text="all or group")


class LineSerializer(serializers.Serializer[Any]):
    """One line: what was agreed, what was reported, the score and how it came about."""

    id = serializers.CharField()
    indicator = serializers.IntegerField()
    group = serializers.CharField()
    name_th = serializers.CharField()
    name_en = serializers.CharField()
    unit = serializers.CharField()
    owner_th = serializers.CharField(allow_null=True)
    owner_en = serializers.CharField(allow_null=True)
    target = Number(allow_null=True)
    as_of = serializers.DateField(allow_null=True)
    state = serializers.ChoiceField(
        ["scored", "not_due", "not_applicable", "not_reported", "no_criteria"]
    )
    provisional = serializers.BooleanField(help_text="Counted, but not verified yet")
    weight = Number()
    effective_weight = Number(allow_null=True)
    score = Number(allow_null=True)
    weighted = Number(allow_null=True)
    loss = Number(allow_null=True)
    previous = Number(allow_null=True, help_text="Score in the round before")
    explain = WordsSerializer()
    input = serializers.JSONField(help_text="The line as the scoring engine reads it")


class GroupSerializer(serializers.Serializer[Any]):
    """An issue of the plan with its own score."""

    id = serializers.CharField()
    title_th = serializers.CharField()
    title_en = serializers.CharField()
    weight = Number()
    weight_counted = Number()
    score = Number(allow_null=True)


class ScorecardSerializer(serializers.Serializer[Any]):
    """A card in a round: total, counts, groups and lines."""

    area = serializers.CharField()
    fiscal_year = serializers.IntegerField()
    round = serializers.CharField()
    cut_off = serializers.DateField()
    sample = serializers.BooleanField(help_text="Made up for demonstration")
    engine = serializers.CharField()
    rules = RulesSerializer()
    total = Number(allow_null=True)
    percent = Number(allow_null=True)
    previous_total = Number(allow_null=True)
    weight_counted = Number()
    weight_all = Number()
    reported = serializers.IntegerField()
    due = serializers.IntegerField()
    explain = WordsSerializer()
    groups = GroupSerializer(many=True)
    lines = LineSerializer(many=True)


class VerificationSerializer(serializers.Serializer[Any]):
    """Whether a snapshot is what it was."""

    unchanged = serializers.BooleanField()
    recomputed = serializers.BooleanField()
    same_engine = serializers.BooleanField()


class SnapshotSerializer(serializers.ModelSerializer[Snapshot]):
    """A frozen scorecard without its content."""

    area = serializers.CharField(source="area.code")
    round = serializers.CharField(source="round.code")
    reference = serializers.CharField()
    created_by = serializers.CharField()
    replaces = serializers.CharField(source="replaces.reference", default=None)
    replaced_by = serializers.CharField(source="replaced_by.reference", default=None)

    class Meta:
        model = Snapshot
        fields = [
            *("id", "reference", "area", "fiscal_year", "round", "kind", "number", "title"),
            *("total", "sha256", "rules_version", "engine_version", "replaces", "replaced_by"),
            *("created_by", "created_at", "is_sample"),
        ]


class SnapshotDetailSerializer(SnapshotSerializer):
    """A frozen scorecard with its card and its verification."""

    card = serializers.SerializerMethodField()
    verification = serializers.SerializerMethodField()

    class Meta(SnapshotSerializer.Meta):
        fields = [*SnapshotSerializer.Meta.fields, "card", "verification"]

    @extend_schema_field(ScorecardSerializer)
    def get_card(self, snapshot: Snapshot) -> Json:
        return scorecard_data(json.loads(snapshot.content))

    @extend_schema_field(VerificationSerializer)
    def get_verification(self, snapshot: Snapshot) -> Json:
        found = snapshots.verify(snapshot)
        return {
            "unchanged": found.unchanged,
            "recomputed": found.recomputed,
            "same_engine": found.same_engine,
        }


def scorecard_data(content: Json) -> Json:
    """A card's value (live or frozen) as ScorecardSerializer describes it. Without note cards:
    those are read with the results, by those who may."""
    card, result, before = content["card"], content["result"], content["card"]["previous"]
    return {
        "area": card["area"]["code"],
        "fiscal_year": card["fiscal_year"],
        "round": card["round"]["code"],
        "cut_off": card["round"]["cut_off"],
        "sample": card["sample"],
        "engine": content["engine"],
        "rules": content["rules"],
        **{name: result[name] for name in ("total", "percent", "weight_counted", "weight_all")},
        "previous_total": before["total"] if before else None,
        "reported": card["counts"]["reported"],
        "due": card["counts"]["due"],
        "explain": result["explain"],
        "groups": [
            {name: value for name, value in group.items() if name != "code"}
            for group in card["groups"]
        ],
        "lines": [
            _line(given, scored, card["lines"][given["id"]], before)
            for given, scored in zip(content["lines"], result["lines"], strict=True)
        ],
    }


def _line(given: Json, scored: Json, shown: Json, before: Json | None) -> Json:
    owner, result = shown["owner"] or {}, shown["result"] or {}
    return {
        "id": given["id"],
        "group": given["group"],
        **{name: shown[name] for name in ("indicator", "name_th", "name_en", "unit", "target")},
        "owner_th": owner.get("agency_th"),
        "owner_en": owner.get("agency_en"),
        "as_of": result.get("as_of"),
        "provisional": shown["provisional"],
        **{
            name: scored[name]
            for name in ("state", "effective_weight", "score", "weighted", "loss", "explain")
        },
        "weight": given["weight"],
        "previous": before["lines"].get(given["id"]) if before else None,
        "input": given,
    }
