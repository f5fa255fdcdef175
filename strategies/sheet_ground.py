"""From a version of a plan to what its workbook is written from and read against."""

from accounts.models import Post
from provinces.models import Agency
from strategies import hosts, levels, ordering
from strategies.models import Plan, PlanNode
from strategies.sheets.tree import Entry, Ground, Names


def ground(plan: Plan) -> Ground:
    """The entries in reading order, and the posts and agencies of the area; five queries."""
    posts = list(hosts.posts(plan.area))
    nodes = list(plan.nodes.select_related("host__agency").prefetch_related("joint_agencies"))
    own = {post.pk for post in posts}
    posts += [node.host for node in nodes if node.host and node.host.pk not in own]
    agencies = {agency.pk: agency for agency in hosts.agencies(plan.area)}
    for node in nodes:  # an agency that has left the area since stays readable
        agencies |= {one.pk: one for one in node.joint_agencies.all()}
    agencies |= {post.agency.pk: post.agency for post in posts}
    return Ground(
        rules=levels.of_plan(plan),
        entries=_entries(nodes),
        posts=Names({post.pk: _post_names(post) for post in posts}),
        agencies=Names({pk: _agency_names(agency) for pk, agency in agencies.items()}),
        agency_of={post.pk: post.agency_id for post in posts},
    )


def _entries(nodes: list[PlanNode]) -> list[Entry]:
    by_pk = {node.pk: node for node in nodes}
    places = [ordering.Place(one.pk, one.parent_id, one.level, one.position) for one in nodes]
    tree = ordering.below(places)
    at = {place.pk: n for siblings in tree.values() for n, place in enumerate(siblings, start=1)}
    return [_entry(by_pk[place.pk], by_pk, at) for place in ordering.depth_first(tree)]


def _entry(node: PlanNode, by_pk: dict[int, PlanNode], at: dict[int, int]) -> Entry:
    return Entry(
        identity=str(node.identity),
        parent=str(by_pk[node.parent_id].identity) if node.parent_id else "",
        level=node.level,
        code=node.code,
        title_th=node.title_th,
        title_en=node.title_en,
        host=node.host_id,
        joint=frozenset(agency.pk for agency in node.joint_agencies.all()),
        weight=node.weight,
        order=at[node.pk],
    )


def _post_names(post: Post) -> list[str]:
    return [title for title in (post.title_th, post.title_en) if title]


def _agency_names(agency: Agency) -> list[str]:
    names = (agency.short_name, agency.name_th, agency.name_en, *agency.aliases, agency.code)
    known = [name for name in names if name]
    return [*known, f"{agency.name_th} {agency.code}"]
