from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "reminders"

    def ready(self) -> None:
        from common import slots
        from reminders import shown

        slots.personal_parts.fill(shown.personal, order=90)
