from django.apps import AppConfig


class ProvincesConfig(AppConfig):
    name = "provinces"

    def ready(self) -> None:
        from common import slots
        from provinces.services import reference, zones

        slots.reference_data.fill(reference.load, order=10)
        slots.reference_data.fill(zones.load, order=11)
