"""A log line says which request it belongs to, in both forms."""

import json
import logging
import logging.config

import pytest

from common.logs import logging_config
from common.middleware import current_request_id


@pytest.fixture
def line():
    """Format one record as the settings would."""

    def write(as_json: bool) -> str:
        config = logging_config(level="INFO", json=as_json)
        made = logging.config.DictConfigurator(config).configure_formatter(
            config["formatters"]["lines"]
        )
        record = logging.LogRecord("prasan", logging.WARNING, "f", 1, "ช้า %s", ("มาก",), None)
        return made.format(record)

    token = current_request_id.set("abc12345")
    yield write
    current_request_id.reset(token)


def test_it_works(line):
    said = json.loads(line(True))
    assert (said["event"], said["level"], said["request"]) == ("ช้า มาก", "warning", "abc12345")


def test_for_people(line):
    assert "event='ช้า มาก'" in line(False)
    assert "request='abc12345'" in line(False)
