from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.people import home, shown
        from accounts.signing import receivers
        from accounts.trail import shown as trail
        from common import slots

        receivers.connect()
        slots.area_menu.fill(shown.menu, order=80)
        slots.home_items.fill(home.home_items)
        slots.area_menu.fill(trail.menu, order=95)
