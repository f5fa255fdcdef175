"""Lines of a card as plain values, and the ground against which a sheet is read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Post
from common.clock import today
from common.codes import natural
from kpis.models import Card, Criteria, Indicator
from kpis.sheets.compare import Standing
from kpis.sheets.lines import CardLine, Ground
from kpis.sheets.names import Directory, Known
from provinces.models import Agency, Area, ClusterMembership
from strategies import versions
from strategies.models import Level, Plan, PlanNode, PlanTemplate, TemplateLevel

DEFAULT_TARGET_LEVEL = 3


def lines_of(card: Card | None) -> list[Criteria]:
    """The lines in force of a card in the order of their numbers, with what is shown of them.

    Each under the entry of the plan in force that stands for its own; one query, one more where
    the plan was revised.
    """
    if card is None:
        return []
    rows = card.criteria.current().select_related(
        "indicator__collector__agency", "indicator__supervisor__agency", "node__plan"
    )
    lines = sorted(rows, key=lambda line: natural(line.code))
    nodes = versions.current((line.node for line in lines if line.node), above=True)
    for line in lines:
        line.node = nodes.get(line.node_id or 0)
    return lines


def card_line(line: Criteria) -> CardLine:
    """One line as plain values."""
    known = _registered(line.indicator)
    return replace(
        known,
        pk=line.pk,
        code=line.code,
        weight=line.weight,
        target=line.target,
        target_level=line.target_level,
        method=line.method,
        levels=tuple(line.levels) if line.levels is not None else None,
        milestones=tuple(line.milestones) if line.milestones is not None else None,
        thresholds=tuple(line.thresholds) if line.thresholds is not None else None,
        parts=line.parts,
        under=known_node(line.node) if line.node else None,
        due_in=tuple(line.due_in),
        baseline=tuple((int(year), Decimal(str(value))) for year, value in line.baseline),
    )


def standing(area: Area, card: Card | None, fiscal_year: int) -> Standing:
    """What an import is compared with: the card's lines and the area's register of indicators."""
    lines = [card_line(line) for line in lines_of(card)]
    elsewhere = set(
        Criteria.objects.filter(card__area=area)
        .exclude(card__fiscal_year=fiscal_year, card__agency__isnull=True)
        .values_list("indicator_id", flat=True)
    )
    registry = Indicator.objects.filter(area=area).select_related("collector__agency")
    return Standing(
        lines=[replace(line, elsewhere=line.indicator in elsewhere) for line in lines],
        registry=[replace(_registered(one), elsewhere=one.pk in elsewhere) for one in registry],
        target_level=target_level(fiscal_year),
        scale=card.scale if card else Card.Scale.FIVE,
    )


def ground(area: Area, card: Card | None, fiscal_year: int) -> Ground:
    """The agencies, the plan and the scale against which a sheet is read."""
    agencies = agencies_of(area)
    with_posts = set(
        Post.objects.filter(agency__in=agencies).values_list("agency_id", flat=True).distinct()
    )
    return Ground(
        fiscal_year=fiscal_year,
        scale=card.scale if card else Card.Scale.FIVE,
        agencies=Directory([known_agency(one) for one in agencies], drop=[area.name_th]),
        nodes=Directory([known_node(node) for node in nodes_of(area, fiscal_year)]),
        postless=frozenset(one.pk for one in agencies if one.pk not in with_posts),
    )


def agencies_of(area: Area) -> list[Agency]:
    """Open agencies that can host: of the area and its districts, of a cluster's provinces too."""
    areas = {area.pk}
    if area.kind == Area.Kind.CLUSTER:
        members = ClusterMembership.objects.on(today()).filter(cluster=area)
        areas |= set(members.values_list("province_id", flat=True))
    places = Agency.objects.filter(area__in=areas) | Agency.objects.filter(area__province__in=areas)
    return list(places.open().order_by("pk"))


def posts_of(agency_ids: Iterable[int]) -> dict[int, tuple[Post, Post | None]]:
    """For each agency the post that collects data, and the one that supervises."""
    found: dict[int, tuple[Post, Post | None]] = {}
    by_agency: dict[int, list[Post]] = {}
    for post in Post.objects.filter(agency__in=set(agency_ids)).order_by("pk"):
        by_agency.setdefault(post.agency_id, []).append(post)
    for agency, posts in by_agency.items():
        collector = next((post for post in posts if "officer" in post.roles), posts[0])
        head = next((post for post in posts if "agency_head" in post.roles), None)
        found[agency] = (collector, head)
    return found


def nodes_of(area: Area, fiscal_year: int) -> Sequence[PlanNode]:
    """The nodes that indicators may stand under, of the plan in force or the newest draft."""
    in_force = Q(status=Plan.Status.ADOPTED)
    covering = Plan.objects.filter(area=area).of_year(fiscal_year)
    # As the plan's own page chooses among them, so that its links lead to entries that are here.
    newest = ("-in_force", "-first_year", "-version", "-pk")
    plan = covering.alias(in_force=in_force).order_by(*newest).first()
    if plan is None:
        return []
    levels = TemplateLevel.objects.filter(template=plan.template_id, takes_indicators=True)
    names = list(levels.order_by("order").values_list("level", flat=True))
    nodes = plan.nodes.filter(level__in=names or [Level.OBJECTIVE, Level.ISSUE])
    return sorted(nodes, key=lambda node: (names.index(node.level) if names else 0, node.position))


def nodes_of_area(area: int, besides: Iterable[int] = ()) -> QuerySet[PlanNode]:
    """The nodes that indicators may lead, of the area's plans in force and its drafts.

    besides: those that an indicator leads already, whatever became of them.
    """
    levels = TemplateLevel.objects.filter(
        template=OuterRef("plan__template"), level=OuterRef("level"), takes_indicators=True
    )
    return (
        PlanNode.objects.filter(Exists(levels), plan__area=area)
        .filter(~Q(plan__status=Plan.Status.SUPERSEDED) | Q(pk__in=besides))
        .select_related("plan")
        .order_by("-plan__first_year", "position", "pk")
    )


def target_level(fiscal_year: int) -> int:
    """The level at which targets stood in the era of a fiscal year."""
    template = PlanTemplate.objects.filter(
        first_year__lte=fiscal_year, last_year__gte=fiscal_year
    ).first()
    return template.target_level if template else DEFAULT_TARGET_LEVEL


def known_agency(agency: Agency) -> Known:
    names = [agency.short_name or agency.name_th, agency.name_th, agency.name_en, *agency.aliases]
    return Known(agency.pk, tuple(dict.fromkeys(name for name in names if name)))


def known_node(node: PlanNode) -> Known:
    return Known(node.pk, (f"{node.code} {node.title_th}".strip(), node.code, node.title_th))


def _registered(indicator: Indicator) -> CardLine:
    collector = indicator.collector
    return CardLine(
        pk=0,
        indicator=indicator.pk,
        code="",
        registry=indicator.code,
        name=indicator.name_th,
        name_en=indicator.name_en,
        unit=indicator.unit,
        host=known_agency(collector.agency) if collector else None,
        dimension=indicator.dimension,
        definition=indicator.definition,
        formula=indicator.formula,
        source=indicator.source,
        of_agreement=indicator.kind == Indicator.Kind.AGREEMENT,
    )
