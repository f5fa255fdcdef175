from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    name = "strategies"

    def ready(self) -> None:
        from common import slots
        from jobs import registry
        from strategies import handover, home, shown
        from strategies.consultation import letters
        from strategies.consultation.selectors import home_items
        from strategies.services import (
            alignments,
            consultations,
            frameworks,
            references,
            templates,
        )

        slots.reference_data.fill(templates.load, order=20)
        slots.reference_data.fill(frameworks.load, order=25)
        slots.plan_revised.fill(alignments.carry_over, order=10)
        slots.plan_revised.fill(references.carry_over, order=20)
        registry.register(consultations.LETTER, letters.send)
        slots.home_items.fill(home_items, order=40)
        slots.area_menu.fill(shown.menu, order=20)
        slots.home_items.fill(home.home_items)
        slots.working_posts.fill(handover.working_posts)
        slots.open_work.fill(handover.open_work, order=30)
        slots.evidence_owners.fill(shown.adopts_a_visible_plan)
        slots.personal_parts.fill(shown.personal, order=20)
        slots.workflows.fill(shown.workflow, order=20)
