from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        from common import slots
        from projects import alignment, handover, home, shown

        slots.area_menu.fill(shown.menu, order=50)
        slots.home_items.fill(home.home_items)
        slots.home_panels.fill(home.panels, order=30)
        slots.working_posts.fill(handover.working_posts)
        slots.node_facts.fill(shown.node_facts, order=50)
        slots.open_work.fill(handover.open_work, order=20)
        slots.workflows.fill(shown.workflow, order=50)
        slots.project_panels.fill(alignment.panel, order=20)
        slots.aligned_projects.fill(alignment.aligned, order=50)
