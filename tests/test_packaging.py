"""What is not installed from the repository's folder, but from a wheel or in the container, must be complete too."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from service.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGES = ("index", "ingest", "prompts", "service", "evaluation")
VARIABLES = {PREFIX + name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_of_a_package_is_installed(package: str) -> None:
    declared = {
        path
        for name, patterns in PYPROJECT["tool"]["setuptools"]["package-data"].items()
        for pattern in patterns
        for path in (ROOT / name.replace(".", "/")).glob(pattern)
    }
    files = {path for path in (ROOT / package).rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert {path for path in files if path.suffix not in (".py", ".pyc")} - declared == set()


@pytest.mark.parametrize("package", PACKAGES)
def test_every_folder_with_code_is_a_package(package: str) -> None:
    assert {
        path.parent for path in (ROOT / package).rglob("*.py") if not (path.parent / "__init__.py").exists()
    } == set()


def test_every_dependency_says_why_it_is_there() -> None:
    told = (ROOT / "pyproject.toml").read_text().split("[project.scripts]")[0]
    requirements = re.findall(r'^  "[a-zA-Z].*$', told, re.MULTILINE)
    assert len(requirements) > 20
    untold = [line for line in requirements if "#" not in line]
    assert untold == []


def test_every_dependency_is_pinned_for_the_installation() -> None:
    pins = {
        _normal(line.split("==")[0]) for line in (ROOT / "constraints.txt").read_text().splitlines() if "==" in line
    }
    wanted = PYPROJECT["project"]["dependencies"] + PYPROJECT["project"]["optional-dependencies"]["test"]
    assert {_normal(re.split(r"[\[<>=~!;]", line)[0]) for line in wanted} - pins == set()


def test_the_container_is_made_of_what_is_there() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    copied = [
        name for line in re.findall(r"^COPY (?!--from)(.*)$", dockerfile, re.MULTILINE) for name in line.split()[:-1]
    ]
    sent = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    assert set(copied) == set(sent)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    assert set(re.findall(rf"{PREFIX}\w+", dockerfile)) <= VARIABLES


def test_the_composed_service_waits_for_its_chroma_server_and_speaks_to_it() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    ours, chroma = services["aide-memoire"], services["chroma"]
    assert set(ours["environment"]) <= VARIABLES
    assert ours["environment"][f"{PREFIX}CHROMA_URL"] == "http://chroma:8000"
    assert ours["depends_on"]["chroma"]["condition"] == "service_healthy"
    assert chroma["healthcheck"]["test"][0] == "CMD"
    pinned = re.search(r"^chromadb==(.*)$", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    assert pinned is not None
    assert chroma["image"] == f"chromadb/chroma:{pinned[1]}"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.strip()).lower()
