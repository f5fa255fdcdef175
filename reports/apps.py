from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        """Make reports known to the workers, and show them in the area's menu."""
        from common import slots
        from jobs import registry
        from reports import shown
        from reports.services import consultation_summaries, evaluation_reports

        registry.register(evaluation_reports.KIND, evaluation_reports.produce)
        registry.register(consultation_summaries.KIND, consultation_summaries.produce)
        slots.consultation_panels.fill(shown.consultation_panel, order=50)
        slots.area_menu.fill(shown.menu, order=80)
        slots.agreement_panels.fill(shown.agreement_panel)
        slots.issued_papers.fill(shown.issued)
