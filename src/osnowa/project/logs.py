"""How a line of the log looks: in UTC, so that lines fall in order across servers and changes of the clock."""

import logging
import time


class UtcLine(logging.Formatter):
    """2026-11-25T19:42:39.120Z; one event is one line, whatever signs a message carries (ASVS 16.2.2, 16.4.1)."""

    converter = time.gmtime  # type: ignore[assignment]  # as the standard library documents it
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  the name of the standard library
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")
