"""The dev container: its parts are there, fit each other, and name only commands that there are."""

import importlib.util
import json
import re
import shlex
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / ".devcontainer"
#: https://containers.dev/implementors/json_reference/, and what of it we use.
KNOWN = {
    "name", "build", "remoteUser", "postCreateCommand", "postAttachCommand", "forwardPorts",
    "portsAttributes", "otherPortsAttributes", "customizations",
}  # fmt: skip


@pytest.fixture(scope="module")
def settings() -> dict:
    return json.loads((FOLDER / "devcontainer.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def dockerfile(settings: dict) -> str:
    return (FOLDER / settings["build"]["dockerfile"]).read_text("utf-8")


def test_every_setting_is_one_of_the_standard(settings: dict):
    assert set(settings) <= KNOWN
    assert settings["portsAttributes"].keys() == {str(port) for port in settings["forwardPorts"]}


def test_the_commands_are_there(settings: dict):
    prepare = PROJECT / settings["postCreateCommand"]
    assert prepare.stat().st_mode & 0o111
    assert subprocess.run(["sh", "-n", prepare]).returncode == 0
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"(?m)^([a-z-]+):", makefile))
    lines = [*prepare.read_text("utf-8").splitlines(), *settings["postAttachCommand"].values()]
    made = [shlex.split(line)[1] for line in lines if line.startswith("make ")]
    assert made == ["setup", "serve"] and set(made) <= targets
    assert "handbook schema" in prepare.read_text("utf-8")


def test_the_preview_is_at_the_port_that_is_forwarded(settings: dict):
    serve = (PROJECT / "handbook" / "commands" / "serve.py").read_text("utf-8")
    (port,) = settings["forwardPorts"]
    assert re.search(rf'"--port", type=int, default={port}\b', serve)


def test_the_image_has_every_system_package_that_a_build_needs(dockerfile: str):
    """In the container nobody is an administrator, so nothing can be added later."""
    spec = importlib.util.spec_from_file_location("i", PROJECT / "requirements" / "install.py")
    install = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(install)
    wanted = {*install.LIBRARIES, *install.BUILD_COMMANDS, "python3-venv", "make", "git"}
    assert wanted <= set(dockerfile.split())


def test_the_user_of_the_container_is_made_by_its_image(settings: dict, dockerfile: str):
    assert re.search(rf"useradd .* {settings['remoteUser']}$", dockerfile, re.MULTILINE)


def test_vs_code_gets_the_extensions_that_the_project_recommends(settings: dict):
    listed = json.loads((PROJECT / ".vscode" / "extensions.json").read_text("utf-8"))
    assert settings["customizations"]["vscode"]["extensions"] == listed["recommendations"]
