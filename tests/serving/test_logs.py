"""What strangers cause in the log."""

import logging

import pytest

from gradflow.serving.logs import LINES, BriefLog


@pytest.fixture
def log(caplog):
    """A logger with such a filter: log(strangers)."""

    def with_filter(strangers: bool) -> logging.Logger:
        found = logging.getLogger(f"tests.brief.{strangers}")
        found.filters[:] = [BriefLog(strangers)]
        return found

    caplog.set_level(logging.INFO)
    return with_filter


def fail(log: logging.Logger) -> None:
    try:
        raise ValueError("wrong\nand more")
    except ValueError:
        log.exception("Not %s", "understood")


def test_what_a_stranger_sent_is_one_line(log, caplog):
    fail(log(True))
    (record,) = caplog.records
    assert record.getMessage() == "Not understood: ValueError: wrong" and not record.exc_info


def test_a_fault_of_ours_keeps_its_traceback(log, caplog):
    fail(log(False))
    assert caplog.records[0].exc_info


def test_a_flood_is_a_few_lines_and_how_many_there_were(log, caplog, monkeypatch):
    flooded = log(True)
    for _ in range(1000):
        flooded.warning("no")
    assert len(caplog.records) == LINES.most
    monkeypatch.setattr(flooded.filters[0], "_bucket", BriefLog(True)._bucket)
    flooded.warning("no")
    assert caplog.records[-1].getMessage() == f"no (after {1000 - LINES.most} that are not shown)"


def test_nobody_s_address_and_no_token_is_written_down(log, caplog):
    log(False).info('%s - "WebSocket %s" [accepted]', "192.0.2.7:9", "/frames/secret")
    log(False).info("connection open")
    log(False).info("Application startup complete.")
    assert [record.getMessage() for record in caplog.records] == ["Application startup complete."]
