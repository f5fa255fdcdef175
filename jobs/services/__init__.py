"""Verbs on jobs: request and rescue (jobs.services.queue), work (jobs.services.worker)."""
