from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        from common import slots
        from projects import alignment, handover, shown

        slots.area_menu.fill(shown.menu, order=50)
        slots.node_facts.fill(shown.node_facts, order=50)
        slots.open_work.fill(handover.open_work, order=20)
        slots.workflows.fill(shown.workflow, order=50)
        slots.project_panels.fill(alignment.panel, order=20)
        slots.aligned_projects.fill(alignment.aligned, order=50)
