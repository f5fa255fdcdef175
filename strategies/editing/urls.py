"""Addresses on which plans are worked on."""

from django.urls import path

from strategies.editing.views import compare, exchange, nodes, tree, versions

PLAN = "<area:area_code>/plans/<int:pk>/"
NODE = PLAN + "nodes/<int:node_pk>/"

urlpatterns = [
    path("<area:area_code>/plans/", versions.plan_list, name="plan_list"),
    path("<area:area_code>/plans/new/", versions.plan_create, name="plan_create"),
    path(PLAN + "about/", versions.plan_about, name="plan_about"),
    path(PLAN + "labels/", versions.plan_labels, name="plan_labels"),
    path(PLAN + "submit/", versions.plan_submit, name="plan_submit"),
    path(PLAN + "return/", versions.plan_return, name="plan_return"),
    path(PLAN + "adopt/", versions.plan_adopt, name="plan_adopt"),
    path(PLAN + "revise/", versions.plan_revise, name="plan_revise"),
    path(PLAN + "compare/", compare.plan_compare, name="plan_compare"),
    path("<area:area_code>/plans/<int:pk>.xlsx", exchange.plan_export, name="plan_export"),
    path(PLAN + "import/", exchange.plan_import, name="plan_import"),
    path(
        PLAN + "import/<slug:key>/faults.xlsx",
        exchange.plan_import_faults,
        name="plan_import_faults",
    ),
    path(PLAN + "edit/", tree.plan_edit, name="plan_edit"),
    path(PLAN + "move/", tree.plan_move, name="plan_move"),
    path(PLAN + "renumber/", tree.plan_renumber, name="plan_renumber"),
    path(PLAN + "nodes/new/", nodes.node_create, name="node_create"),
    path(NODE, nodes.node_edit, name="node_edit"),
    path(NODE + "move/", nodes.node_move, name="node_move"),
    path(NODE + "retire/", nodes.node_retire, name="node_retire"),
    path(NODE + "restore/", nodes.node_restore, name="node_restore"),
]
