from django.apps import AppConfig


class ScorecardsConfig(AppConfig):
    name = "scorecards"

    def ready(self) -> None:
        """Show scorecards in the area's menu and scores on the plan's tree."""
        from common import slots
        from scorecards import home, shown

        slots.home_items.fill(home.home_items)
        slots.home_panels.fill(home.panels, order=20)
        slots.area_menu.fill(shown.overview, order=10)
        slots.area_menu.fill(shown.menu, order=40)
        slots.node_facts.fill(shown.node_facts, order=40)
