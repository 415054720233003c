"""GitHub's interface as far as the editor uses it: what is in a repository, and what is asked to be changed in it."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Request, Route

_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Allow-Methods": "*",
    "Content-Type": "application/json",
}
_HEAD = "a" * 40
_BLOB = re.compile(r"(content_\d+): object\(oid: \"(\w+)\"\)")
_LATEST = re.compile(r"(commit_\d+): ")


class GitHub:
    """A private repository with the records of ``project``. ``changes``: what was asked to be written, in order: the
    address's last part or the mutation's name, and what was sent."""

    def __init__(self, project: Path) -> None:
        files = [file for name in ("stories", "content") for file in (project / name).rglob("*") if file.is_file()]
        self._files = {file.relative_to(project).as_posix(): file.read_bytes() for file in files}
        self._blobs = {_blob(content): content for content in self._files.values()}
        self.changes: list[tuple[str, Any]] = []

    def answer(self, page: Page) -> None:
        """Answer for the host what this page asks of it."""
        page.route("https://api.github.com/**", self._answer)

    def _answer(self, route: Route) -> None:
        request = route.request
        found = {} if request.method == "OPTIONS" else self._found(request)
        route.fulfill(headers=_HEADERS, body=json.dumps(found))

    def _found(self, request: Request) -> Any:
        name = request.url.partition("?")[0].rpartition("/")[2]
        if name == "graphql":
            return {"data": self._graph(json.loads(request.post_data or "{}"))}
        if request.method == "POST":
            self.changes.append((name, json.loads(request.post_data or "{}")))
            return {"number": 7, "node_id": "n", "html_url": "https://github.com/example/stories/pull/7", "labels": []}
        if "/git/trees/" in request.url:
            tree = [
                {"type": "blob", "path": path, "sha": _blob(content), "size": len(content)}
                for path, content in self._files.items()
            ]
            return {"tree": tree, "truncated": False}
        return {"id": 1, "login": "somebody", "default_branch": "main", "private": True, "permissions": {"push": True}}

    def _graph(self, asked: Any) -> Any:
        query = asked["query"]
        if mutation := re.match(r"\s*mutation.*?\{\s*(\w+)", query, re.DOTALL):
            self.changes.append((mutation[1], asked["variables"]["input"]))
            return {mutation[1]: {"commit": {"oid": "b" * 40, "committedDate": "2026-01-01T00:00:00Z"}}}
        commit = {"target": {"oid": _HEAD, "history": {"nodes": [{"oid": _HEAD, "message": ""}]}}}
        nobody = {"author": {"name": "", "email": "", "user": None}, "committedDate": "2026-01-01T00:00:00Z"}
        repository: dict[str, Any] = {
            "defaultBranchRef": {"name": "main"},
            "ref": commit,
            "pullRequests": {"nodes": [], "pageInfo": {"hasNextPage": False}},
            **{name: {"target": {"history": {"nodes": [nobody]}}} for name in _LATEST.findall(query)},
            **{name: {"text": self._blobs[oid].decode()} for name, oid in _BLOB.findall(query)},
        }
        return {"repository": repository, "fork": {"id": "R"}, "base": {"id": "R", **repository}}


def _blob(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
