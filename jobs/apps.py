from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self) -> None:
        from common import slots
        from jobs import home

        slots.home_items.fill(home.home_items)
