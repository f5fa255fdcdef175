from django.apps import AppConfig


class KpisConfig(AppConfig):
    name = "kpis"

    def ready(self) -> None:
        from common import slots
        from kpis import handover, reminders
        from kpis import slots as own
        from kpis.selectors import agreements, home, watched

        slots.area_menu.fill(own.menu, order=40)
        slots.area_years.fill(own.years)
        slots.evidence_owners.fill(own.proves_a_visible_result)
        slots.evidence_owners.fill(own.signs_a_visible_agreement)
        slots.home_items.fill(home.home_items)
        slots.home_items.fill(agreements.home_items)
        slots.home_panels.fill(watched.panel, order=10)
        slots.personal_parts.fill(own.personal, order=40)
        slots.placing_indicators.fill(own.placing_indicators)
        slots.working_posts.fill(handover.working_posts)
        slots.reminder_kinds.fill(reminders.kinds)
        slots.reminders.fill(reminders.due)
        slots.open_work.fill(handover.open_work, order=10)
        slots.workflows.fill(own.workflow, order=40)
        slots.workflows.fill(own.agreement_workflow, order=41)
