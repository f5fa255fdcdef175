"""The Celery application: queues `default` and `pdf`, state kept in PostgreSQL (`jobs/`)."""

import os

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("prasan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def take_over_orphans(**_: object) -> None:
    """A worker that comes up says so, and looks at once for jobs whose worker was lost."""
    app.send_task("jobs.tasks.heartbeat", queue="default")
    app.send_task("jobs.tasks.rescue", queue="default")
