"""The server: tools, and every document as a resource."""

import socket
import threading
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Literal, cast

import anyio
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError
from mcp.shared.exceptions import MCPError
from mcp_types import INTERNAL_ERROR, Resource, ToolAnnotations

from index.errors import AideMemoireError, NotFound
from service.mcp.opened import Opened
from service.mcp.tools import Tools
from service.settings import Settings

if TYPE_CHECKING:
    from starlette.applications import Starlette

INSTRUCTIONS = """\
Aide-Mémoire answers from an archive of source documents, and shows for each statement the exact words that support it.
Ask it before you answer from memory about anything that the documents may cover; list_documents tells what they are.
When it says insufficient_evidence, the documents do not say. Run check over what you wrote from them."""

URI = "aide-memoire://documents/{document_id}"

LISTED = 1000
"""Documents that are listed as resources, the latest ones; all can be read."""


class Server(MCPServer):
    """The tools and resources of one index, which is opened when the first of them is called."""

    def __init__(self, opened: Opened, log_level: str) -> None:
        super().__init__(
            "aide-memoire",
            title="Aide-Mémoire",
            instructions=INSTRUCTIONS,
            version=version("aide-memoire"),
            log_level=cast("Literal['DEBUG', 'INFO', 'WARNING', 'ERROR']", log_level.upper()),
        )
        self._opened = opened
        for tool in Tools(opened).all():
            self.add_tool(tool, annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
        self.resource(
            URI, name="document", title="A document", description="The text of a document.", mime_type="text/plain"
        )(self._text)

    async def list_resources(self) -> list[Resource]:
        """The documents, the latest published first."""
        return await anyio.to_thread.run_sync(self._documents)

    def _documents(self) -> list[Resource]:
        try:
            listed = self._opened.library.documents(LISTED).documents
        except AideMemoireError as error:
            raise MCPError(code=INTERNAL_ERROR, message=str(error)) from error
        return [
            Resource(
                uri=URI.format(document_id=one.document_id),
                name=one.document_id,
                title=one.metadata.title,
                description=", ".join(str(part) for part in (one.metadata.publisher, one.metadata.published) if part),
                mime_type="text/plain",
            )
            for one in listed
        ]

    def _text(self, document_id: str) -> str:
        try:
            return self._opened.library.text(document_id)
        except NotFound as error:
            raise ResourceNotFoundError(f"{error} list_documents tells which there are.") from error
        except AideMemoireError as error:
            raise ResourceError(str(error)) from error


GREETING_SECONDS = 1.0


def serve_stdio(settings: Settings) -> None:
    """Speak the protocol on standard input and output until the input ends."""
    opened = Opened(settings)
    server = Server(opened, settings.log_level)
    _warm(opened)
    try:
        server.run("stdio")
    finally:
        opened.close()


def serve_http(settings: Settings, bound: socket.socket) -> None:
    """Speak the protocol over streamable HTTP, at `/mcp`, until interrupted."""
    import uvicorn

    opened = Opened(settings)
    app = application(opened, settings)
    _warm(opened)
    config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5)
    try:
        uvicorn.Server(config).run(sockets=[bound])
    except KeyboardInterrupt:
        pass  # the usual way to end it, and no failure
    finally:
        opened.close()


def application(opened: Opened, settings: Settings) -> "Starlette":
    """The server as an application; on this machine's own addresses it answers to no other name (DNS rebinding)."""
    made: Any = Server(opened, settings.log_level).streamable_http_app(host=settings.host)
    return cast("Starlette", made)


def _warm(opened: Opened) -> None:
    """Load the models once the first client has been greeted, on a thread that nobody waits for at the end."""
    timer = threading.Timer(GREETING_SECONDS, opened.warm)
    timer.daemon = True
    timer.start()
