import pytest
import structlog


@pytest.fixture(autouse=True, scope="session")
def events_go_to_standard_logging() -> None:
    """So that pytest shows them beside a failure, without the coloured tracebacks that structlog makes by default."""
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, structlog.stdlib.render_to_log_kwargs],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
