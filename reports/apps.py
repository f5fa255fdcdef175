from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        from jobs import registry
        from reports.services import evaluation_reports

        registry.register(evaluation_reports.KIND, evaluation_reports.produce)
