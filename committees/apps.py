from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "committees"

    def ready(self) -> None:
        from committees import home, shown
        from common import slots

        slots.committee_roles.fill(shown.roles)
        slots.personal_parts.fill(shown.personal)
        slots.held_by.fill(shown.held)
        slots.home_items.fill(home.home_items)
        slots.area_menu.fill(shown.menu, order=70)
