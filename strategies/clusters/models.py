"""What of the members' plans serves an issue of their cluster."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common import clock
from common.trail import governed

SAID_BEFORE = _("รายการนี้เชื่อมโยงกับประเด็นของกลุ่มจังหวัดไว้แล้ว")


@governed(_("รายการของจังหวัดสมาชิก"), area="node.plan.area", part_of="node", naming=("member_node",))
class NodeReference(models.Model):
    """A node of a member province's plan serves a node of the cluster's plan."""

    node = models.ForeignKey(
        "strategies.PlanNode", on_delete=models.CASCADE, related_name="references"
    )
    member_node = models.ForeignKey(
        "strategies.PlanNode", on_delete=models.CASCADE, related_name="serves"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["node", "member_node"]
        constraints = [
            models.UniqueConstraint(
                name="node_reference_once",
                fields=["node", "member_node"],
                violation_error_message=SAID_BEFORE,
            ),
            models.CheckConstraint(
                name="node_reference_not_to_itself", condition=~Q(node=F("member_node"))
            ),
        ]

    def __str__(self) -> str:
        return str(self.member_node)
