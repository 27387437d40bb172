"""docs/openapi.json: the REST API as OpenAPI 3.1, from the registry's routes and the models their views use."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from inspect import getdoc, unwrap
from typing import Any, Literal

from greenlight.declare import Prefix
from greenlight.socket_messages import Problem
from greenlight.spec import Spec
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from . import ROOT
from .folder import Folder, Route
from .operations import described, summary

REFERENCE = "#/components/schemas/{model}"
SECURITY: Mapping[str, list[dict[str, list[str]]]] = {
    "user": [{"signIn": []}],
    "agent": [{"agent": [], "run": []}],
    "open": [],
}
SCHEMES = {
    "signIn": {"type": "http", "scheme": "bearer", "bearerFormat": "OIDC ID token"},
    "agent": {"type": "http", "scheme": "bearer", "bearerFormat": "RS256 JWT of the agent"},
    "run": {"type": "apiKey", "in": "header", "name": "X-Run-Token"},
}
HEADERS = {
    "IdempotencyKey": (
        "Idempotency-Key",
        "A repeat with the same key and body is answered the same, once done.",
    ),
    "IfMatch": ("If-Match", "The revision that you saw; 412 if it changed since."),
}
HEADER_OF = {"post": "IdempotencyKey", "put": "IfMatch", "delete": "IfMatch"}
Mode = Literal["validation", "serialization"]


@dataclass(frozen=True)
class Operation:
    """One method of one path, with what its view takes and gives."""

    folder: Folder
    route: Route
    prefix: Prefix
    spec: Spec

    @property
    def models(self) -> Iterator[tuple[type[BaseModel], Mode]]:
        if self.spec.body:
            yield self.spec.body, "validation"
        if self.spec.returns:
            yield self.spec.returns, "serialization"


def document(folders: Sequence[Folder]) -> dict[str, Any]:
    """Every route of every folder; those that no edge publishes are marked `x-published: false`."""
    operations = [op for folder in folders for op in _operations(folder)]
    wanted = dict.fromkeys(model for operation in operations for model in operation.models)
    references, shared = models_json_schema(
        [*wanted, (Problem, "serialization")], ref_template=REFERENCE, title="Greenlight"
    )
    paths: dict[str, dict[str, Any]] = {}
    for operation in sorted(operations, key=lambda op: (op.route.path, op.route.method)):
        paths.setdefault(operation.route.path, {})[operation.route.method.lower()] = _described(
            operation, references
        )
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    return {
        "openapi": "3.1.0",
        "info": {"title": "Greenlight", "version": version, "description": "Agents propose. People approve."},
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "paths": paths,
        "components": {
            "schemas": dict(sorted(shared["$defs"].items())),
            "securitySchemes": SCHEMES,
            "parameters": {
                key: {"name": name, "in": "header", "schema": {"type": "string"}, "description": text}
                for key, (name, text) in HEADERS.items()
            },
        },
    }


def text(folders: Sequence[Folder]) -> str:
    return as_text(document(folders))


def as_text(content: Mapping[str, Any]) -> str:
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _operations(folder: Folder) -> Iterator[Operation]:
    prefixes = sorted(folder.declared.prefixes, key=lambda prefix: len(prefix.path), reverse=True)
    for route in folder.routes:
        prefix = next(p for p in prefixes if f"{route.path}/".startswith(f"{p.path}/"))
        yield Operation(folder, route, prefix, described(route.view, folder.declared))


def _described(operation: Operation, references: Mapping[Any, dict[str, Any]]) -> dict[str, Any]:
    spec, route, method = operation.spec, operation.route, operation.route.method.lower()
    said: dict[str, Any] = {
        "operationId": f"{operation.folder.name}_{unwrap(route.view).__name__}",
        "summary": summary(route.view),
        "tags": [operation.folder.declared.title],
        "security": SECURITY[operation.prefix.door],
    }
    if parameters := list(_parameters(operation, method)):
        said["parameters"] = parameters
    if spec.body:
        content = {spec.form or "application/json": {"schema": references[spec.body, "validation"]}}
        said["requestBody"] = {"required": True, "content": content}
    if spec.roles is not None:
        said["x-roles"] = list(spec.roles)
    said["responses"] = _responses(spec, references)
    return said if operation.prefix.published else {**said, "x-published": False}


def _parameters(operation: Operation, method: str) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", operation.route.path):
        yield {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
    if operation.spec.query:
        schema = operation.spec.query.model_json_schema()
        for name, described_by in schema.get("properties", {}).items():
            needed = name in schema.get("required", ())
            yield {"name": name, "in": "query", "required": needed, "schema": described_by}
    if operation.prefix.door == "user" and method in HEADER_OF:
        yield {"$ref": f"#/components/parameters/{HEADER_OF[method]}"}


def _responses(spec: Spec, references: Mapping[Any, dict[str, Any]]) -> dict[str, Any]:
    problem = {"application/problem+json": {"schema": references[Problem, "serialization"]}}
    good: dict[str, Any] = {"description": getdoc(spec.returns) if spec.returns else "As asked."}
    if spec.text:
        good["content"] = {spec.text: {"schema": {"type": "string"}}}
    elif spec.status != 204:
        schema = references[spec.returns, "serialization"] if spec.returns else {}
        good["content"] = {"application/json": {"schema": schema}}
    return {str(spec.status): good, "default": {"description": "No, and why.", "content": problem}}
