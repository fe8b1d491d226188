"""Structured logs: one JSON object a line on standard error, for our events and for those of the libraries."""

import logging
import sys

import structlog


def configure(level: str) -> None:
    """Log events from `level` up; called once, by the command that starts the process."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # Libraries at "info" tell about every request of theirs to another server, and openai at "debug" what it sends.
    for chatty in ("httpx", "httpcore", "httpx2", "httpcore2", "openai", "chromadb"):
        logging.getLogger(chatty).setLevel(max(logging.WARNING, root.level))
