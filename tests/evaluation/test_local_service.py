"""Starting a service: a little program stands in for `aide-memoire`, so that the test needs neither model nor index."""

import sys
from pathlib import Path

import httpx
import pytest

from evaluation.errors import EvaluationError
from evaluation.local_service import local_service

PROGRAM = """
import http.server, pathlib, sys
command, *rest = sys.argv[1:]
folder = pathlib.Path(rest[rest.index("--data-dir") + 1])
if command == "ingest":
    (folder / "ingested").write_text(rest[0])
    sys.exit(1)  # some documents failed, the others are indexed
print("started on", (folder / "ingested").read_text(), flush=True)
{body}
"""
SERVES = """
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.send_header("Content-Length", "2"); self.end_headers(); self.wfile.write(b"{}")
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(rest[rest.index("--port") + 1])), Handler).serve_forever()
"""


def program(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM.format(body=body))
    return [sys.executable, str(path)]


def test_indexes_serves_and_stops(tmp_path: Path) -> None:
    with local_service([tmp_path / "docs"], program(tmp_path, SERVES)) as url:
        assert httpx.get(f"{url}/readyz").status_code == 200
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/readyz")


def test_a_service_that_ends_at_once_is_told_with_its_output(tmp_path: Path) -> None:
    command = program(tmp_path, "sys.exit('no port left')")
    with pytest.raises(EvaluationError, match="did not become ready") as caught, local_service([tmp_path], command):
        pass
    assert "no port left" in str(caught.value)
    assert f"started on {tmp_path}" in str(caught.value)


def test_indexing_that_breaks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text("raise SystemExit(2)")
    with (
        pytest.raises(EvaluationError, match="indexing failed"),
        local_service([tmp_path], [sys.executable, str(path)]),
    ):
        pass
