"""Running the service: the socket, the first indexing of a corpus, the HTTP server."""

import socket

from index.errors import InvalidInput
from service.settings import Settings


def listen(host: str, port: int) -> socket.socket:
    """A bound socket, so that a port in use is known before anything else is begun. Raises InvalidInput."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise InvalidInput(
            f"Cannot listen on {host}:{port}: {error.strerror or error}. Choose another port with --port."
        ) from error
    return bound


def run(settings: Settings, bound: socket.socket) -> None:
    """Serve until interrupted, then let the requests under way finish."""
    import uvicorn

    from service.http.app import create_app

    config = uvicorn.Config(create_app(settings), log_config=None, access_log=False, timeout_graceful_shutdown=10)
    uvicorn.Server(config).run(sockets=[bound])
