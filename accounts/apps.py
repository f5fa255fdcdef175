from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.people import shown
        from common import slots

        slots.area_menu.fill(shown.menu, order=80)
