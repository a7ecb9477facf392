"""What pyproject.toml cannot say: a wheel carries the files that another handbook is made with."""

from pathlib import Path
from runpy import run_path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithProject(build_py):
    """Copies the project's files into the package; in a clone they stand beside it."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            package = Path(self.build_lib).resolve() / "handbook"
            run_path("handbook/project.py")["copy_parts"](package / "project")


setup(cmdclass={"build_py": BuildWithProject})
