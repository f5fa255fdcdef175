from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "committees"

    def ready(self) -> None:
        from committees import shown
        from common import slots

        slots.committee_roles.fill(shown.roles)
        slots.personal_parts.fill(shown.personal)
        slots.held_by.fill(shown.held)
        slots.area_menu.fill(shown.menu, order=70)
