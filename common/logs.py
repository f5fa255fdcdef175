"""Log lines as key=value for people, as JSON for machines; each with the id of its request."""

from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger

from common.middleware import current_request_id


def with_request(logger: WrappedLogger, name: str, event: EventDict) -> EventDict:
    """Add the id of the request that the line belongs to, where there is one."""
    if request_id := current_request_id.get():
        event["request"] = request_id
    return event


def logging_config(*, level: str, json: bool) -> dict[str, Any]:
    """The LOGGING setting: everything goes to standard error, through one formatter."""
    write: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if json
        else structlog.processors.KeyValueRenderer(key_order=["timestamp", "level", "event"])
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    structlog.processors.format_exc_info,
                    write,
                ],
                "foreign_pre_chain": [
                    structlog.processors.TimeStamper(fmt="iso", utc=False),
                    structlog.stdlib.add_log_level,
                    structlog.stdlib.add_logger_name,
                    with_request,
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
    }
