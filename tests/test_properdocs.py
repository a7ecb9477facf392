"""ProperDocs is what MkDocs may be replaced by: it makes the same site, byte for byte."""

import subprocess
import sys
from pathlib import Path

from tests.cases import make_handbook
from tests.site_builds import OURS, environment, run_mkdocs, write_config
from tests.small_project import contents


def test_the_same_hooks_and_theme_make_the_same_bytes(tmp_path: Path):
    built = []
    for name in ("mkdocs", "properdocs"):
        config = write_config(make_handbook(tmp_path / name, {}), theme=OURS)
        site = tmp_path / name / "site"
        if name == "mkdocs":
            done = run_mkdocs(config, site)
        else:
            command = [sys.executable, "-m", name, "build", "--strict", "-f", config, "-d", site]
            done = subprocess.run(command, capture_output=True, text=True, env=environment())
        assert done.returncode == 0, done.stdout + done.stderr
        built.append(contents(site))
    assert built[0] and built[0] == built[1]
