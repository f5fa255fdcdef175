"""The web server process. Sizes come from the environment; the rest is the same everywhere."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Loaded once and shared by the workers: half the start-up time, less memory.
preload_app = True
timeout = int(os.environ.get("WEB_TIMEOUT", "60"))
graceful_timeout = 10
# A worker is renewed now and then, so that nothing can pile up in it; not all at the same moment.
max_requests = 2000
max_requests_jitter = 200
accesslog = "-"
# Nobody steers it from beside; without this it would want to write into its home.
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - a heartbeat file, not data
# The proxy in front is the only one that can reach the port of a container.
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
