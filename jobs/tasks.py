"""Celery's door to jobs: an id in, a service called; every task may run twice."""

import time

from celery import shared_task
from django.core.cache import cache

from common.health import WORKER_HEARTBEAT
from jobs.services import queue, worker


@shared_task(name="jobs.tasks.run")
def run(job_id: int) -> None:
    """Work on one job."""
    worker.run(job_id)


@shared_task(name="jobs.tasks.rescue", expires=30)
def rescue() -> None:
    """Send again the jobs whose worker was lost."""
    queue.rescue()


@shared_task(name="jobs.tasks.heartbeat", expires=30)
def heartbeat() -> None:
    """A worker is there: what /health/ready asks for."""
    cache.set(WORKER_HEARTBEAT, time.time(), 600)
