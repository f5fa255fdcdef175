from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    name = "strategies"

    def ready(self) -> None:
        from common import slots
        from strategies import handover, home, shown
        from strategies.services import templates

        slots.reference_data.fill(templates.load, order=20)
        slots.area_menu.fill(shown.menu, order=20)
        slots.home_items.fill(home.home_items)
        slots.working_posts.fill(handover.working_posts)
        slots.open_work.fill(handover.open_work, order=30)
        slots.evidence_owners.fill(shown.adopts_a_visible_plan)
        slots.workflows.fill(shown.workflow, order=20)
