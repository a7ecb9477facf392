"""The workflows for GitHub: least rights, actions pinned by hash, and commands that there are."""

import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
CONFIG = ROOT / ".lychee.toml"
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
LINKS = re.search(r"--config \.lychee\.toml (.+)", MAKEFILE)[1].split()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_workflow_may_only_read_and_pins_what_it_uses(file: Path):
    text = file.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    used = re.findall(r"uses: (.+)", text)
    assert used and all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v[\d.]+", one) for one in used)
    assert "pull_request_target" not in text and "secrets." not in text


def test_what_may_write_builds_nothing():
    file = ROOT / ".github" / "workflows" / "publish.yml"
    jobs = yaml.safe_load(file.read_text("utf-8"))["jobs"]
    writing = {name: job for name, job in jobs.items() if "permissions" in job}
    assert list(writing) == ["publish"]
    assert not any("run" in step for step in writing["publish"]["steps"])


def test_commands_of_the_workflows_exist():
    lines = "\n".join(file.read_text("utf-8") for file in FILES)
    for command, options in re.findall(r"-m handbook (\w+)((?: --\w+)*)", lines):
        arguments = [sys.executable, "-m", "handbook", command, "--help"]
        done = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=True)
        assert all(option in done.stdout for option in options.split())
    assert [file.stem for file in FILES] == ["check", "publish", "weekly"]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100
    targets = set(re.findall(r"(?m)^([a-z-]+):", MAKEFILE))
    made = (ROOT / "handbook" / "starter" / "files" / "Makefile").read_text("utf-8")
    targets &= set(re.findall(r"(?m)^([a-z-]+):", made))  # a new handbook has these workflows too
    assert set(re.findall(r"run: make ([a-z-]+)", lines)) <= targets
    purposes = re.findall(r"requirements/install\.py (\w+)", lines)
    assert all((ROOT / "requirements" / f"{purpose}.lock").is_file() for purpose in purposes)


def test_a_change_is_checked_and_built_and_its_preview_kept():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "check.yml").read_text("utf-8"))
    steps = workflow["jobs"]["check"]["steps"]
    runs = [step.get("run", step.get("uses", "")).partition("@")[0] for step in steps]
    assert runs.index("make") < runs.index("actions/upload-artifact") < runs.index(".ci/run")


def test_every_week_every_cited_website_is_asked():
    sources = yaml.safe_load((ROOT / "content" / "sources.yml").read_text("utf-8"))
    asked = set(lychee("--dump", *LINKS, config=CONFIG.read_text("utf-8")).stdout.split())
    assert {one["url"] for one in sources} <= asked
    assert not [link for link in asked if not link.startswith("http") or "example.org" in link]


def lychee(*arguments: object, config: str) -> subprocess.CompletedProcess[str]:
    """Run the link checker with settings, which it gets as a file of this process's own."""
    program = Path(sys.prefix, "bin", "lychee")
    command = [program, "--config", "/dev/stdin", *arguments]
    return subprocess.run(command, cwd=ROOT, input=config, capture_output=True, text=True)


def test_a_website_that_is_gone_is_named_and_none_is_hurried(tmp_path: Path):
    text = CONFIG.read_text("utf-8").replace(r', "^https?://(localhost|127\\.0\\.0\\.1)"', "")
    text = text.replace("cache = true", "cache = false").replace('"2s"', '"1s"')
    with answering() as (address, asked):
        page = tmp_path / "page.md"
        links = "".join(f"[{name}]({address}{name})\n" for name in ("here", "gone", "refused"))
        page.write_text(links, "utf-8")
        done = lychee(page, config=text)
    assert done.returncode == 2 and f"{address}gone" in done.stdout
    assert f"{address}here" not in done.stdout and f"{address}refused" not in done.stdout
    times = sorted(when for _, when in asked)
    assert len(times) == 3
    assert all(after - before > 0.9 for before, after in pairwise(times))


@contextmanager
def answering() -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """Serve three pages on this machine: one there, one gone, one that refuses programs."""
    asked: list[tuple[str, float]] = []

    class Website(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, time.monotonic()))
            self.send_response({"/gone": 404, "/refused": 403}.get(self.path, 200))
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Website) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", asked
        finally:
            server.shutdown()
