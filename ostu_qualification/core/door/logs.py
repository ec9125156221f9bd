"""What the log says: enough to mend a fault, nothing about people."""

import logging
import re


class RefusalsInOneLine(logging.Filter):
    """Leave out the traceback of what is no fault of ours (403, 404, …): it would hide the faults."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, those of refusals without their traceback."""
        if 400 <= getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True


class WithoutData(logging.Formatter):
    """Lines and tracebacks with the kind and place of each exception and the first line of what it says.

    The lines after it are where databases tell the values of a row: «DETAIL: Key (email)=(…) already exists.»
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the traceback without such details."""
        kept: list[str] = []
        is_detail = False
        for line in super().format(record).splitlines():
            is_detail = bool(_DETAIL.match(line)) or (is_detail and not line.startswith(_GOES_ON))
            if not is_detail:
                kept.append(_DETAIL_WITHIN.sub("…", line))
        return "\n".join(kept)


_DETAIL = re.compile(r"(DETAIL|CONTEXT|HINT|LINE \d+):")
_DETAIL_WITHIN = re.compile(r"\\n(DETAIL|CONTEXT|HINT|LINE \d+):.*")
_GOES_ON = ("Traceback ", "  File ", "The above exception", "During handling")
