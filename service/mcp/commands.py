"""The command `mcp`."""

from pathlib import Path

import click

PORT = 8002
"""Not the service's, beside which it may run."""


@click.command()
@click.option(
    "--data-dir", type=click.Path(file_okay=False, path_type=Path), help="Where the index is; `data` by default."
)
@click.option("--http", "over_http", is_flag=True, help="Serve streamable HTTP at /mcp, not standard input and output.")
@click.option("--host", help="With --http: the address to listen on; 127.0.0.1 by default.")
@click.option("--port", type=click.IntRange(0, 65535), default=PORT, help=f"With --http: the port; {PORT} by default.")
def mcp(data_dir: Path | None, over_http: bool, host: str | None, port: int) -> None:
    """Offer ask, search, check and the documents to assistants that speak MCP.

    Without --http it speaks on standard input and output, as programs like Claude Desktop start it.
    """
    from service import logs, settings

    chosen = settings.load(data_dir=data_dir, host=host, port=port)
    logs.configure(chosen.log_level)  # to standard error: standard output is the protocol's
    from service.mcp import server

    if not over_http:
        server.serve_stdio(chosen)
        return
    from service import serving

    with serving.listen(chosen.host, chosen.port) as bound:
        name, number = bound.getsockname()[:2]
        click.echo(f"http://{f'[{name}]' if ':' in name else name}:{number}/mcp — stop with Ctrl-C", err=True)
        server.serve_http(chosen, bound)
