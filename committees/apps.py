from django.apps import AppConfig


class CommitteesConfig(AppConfig):
    name = "committees"

    def ready(self) -> None:
        from committees import shown
        from common import slots

        slots.committee_roles.fill(shown.roles)
        slots.area_menu.fill(shown.menu, order=70)
