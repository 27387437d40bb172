"""Each thing that cannot be deployed is refused at build, and the refusal says which line to change."""

from pathlib import Path

import pytest

from infra import registry
from infra.where import Unbuildable
from tests.infra import samples

NOTES = samples.domain("notes")


def _refusal(root: Path, **folders: dict[str, str]) -> Unbuildable:
    functions = samples.write(root, **({"authorizer": samples.AUTHORIZER} | folders))
    with pytest.raises(Unbuildable) as caught:
        registry.load(functions)
    return caught.value


def _changed(files: dict[str, str], file: str, *pairs: tuple[str, str]) -> dict[str, str]:
    text = files[file]
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after, 1)
    return files | {file: text}


def _points_to(refusal: Unbuildable, root: Path, file: str, line: str) -> None:
    """The refusal names this file, and the line of it that holds this text."""
    path = root / "functions" / file
    lines = path.read_text().splitlines()
    expected = next(number for number, content in enumerate(lines, 1) if line in content)
    assert refusal.detail.startswith(f"{path.resolve()}:{expected}: "), refusal.detail


CASES = {
    "a domain whose name is not its folder's": (
        {"notes": samples.domain("notes") | {"domain.py": samples.domain("other")["domain.py"]}},
        "notes/domain.py", 'name="other"', "use one name",
    ),
    "a folder that declares nothing": (
        {"notes": {"app.py": NOTES["app.py"]}}, "notes/app.py", '"""Sample domain."""', "domain.py or a capability.py",
    ),
    "a declaration under another name": (
        {"notes": _changed(NOTES, "domain.py", ("DOMAIN = Domain(", "DOMAINS = Domain("))},
        "notes/domain.py", '"""Sample domain."""', "must define DOMAIN",
    ),
    "a syntax error": (
        {"notes": _changed(NOTES, "domain.py", ('    key="day",', '    key="day" "',))},
        "notes/domain.py", 'key="day" "', "SyntaxError",
    ),
    "a prefix that two folders serve": (
        {"notes": NOTES, "papers": _changed(
            samples.LIVE, "capability.py", ('name="live"', 'name="papers"'), ("/internal/live", "/api/v1/notes"),
        ) | {"app.py": samples.LIVE["app.py"].replace("/internal/live", "/api/v1/notes")}},
        "papers/capability.py", "/api/v1/notes", "already served",
    ),
    "the same route twice": (
        {"notes": _changed(NOTES, "app.py", (
            "handler = app", '@app.route("/api/v1/notes", methods=["GET"])  # twice\ndef twice():\n    return {}\n\n\nhandler = app',
        ))},
        "notes/app.py", "# twice", "Duplicate method",
    ),
    "a route under no prefix": (
        {"notes": _changed(NOTES, "app.py", ("/api/v1/notes", "/elsewhere"))},
        "notes/app.py", "/elsewhere", "no prefix",
    ),
    "a prefix without a route": (
        {"live": _changed(samples.LIVE, "capability.py", (
            "published=False),)", 'published=False), Prefix("/unserved", door="open"),)',
        ))},
        "live/capability.py", "/unserved", "no route",
    ),
    "two Lambdas of one name in a folder": (
        {"notes": _changed(NOTES, "app.py", ('name="show"', 'name="save"'))},
        "notes/app.py", 'name="save"', "two Lambdas",
    ),
    "two Lambdas of one name in two folders": (
        {"live": samples.LIVE, "copy": {name: text.replace('name="live"', 'name="copy"').replace("/internal/live", "/x")
                                        .replace('may_invoke("tools")', "CATALOGUE")
                                        for name, text in samples.LIVE.items()}},
        "live/app.py", '"connect"', "already made",
    ),
    "a tool without its Lambda": (
        {"notes": _changed(NOTES, "app.py", ('@app.lambda_function(name="show")\n', ""))},
        "notes/domain.py", "Tool(show", "registers no such Lambda",
    ),
    "a Lambda that nobody declared": (
        {"notes": _changed(NOTES, "app.py", ('name="show"', 'name="reveal"'))},
        "notes/app.py", '"reveal"', "not declared",
    ),
    "a handler under another name": (
        {"notes": _changed(NOTES, "app.py", ("def show", "def reveal"))},
        "notes/app.py", '"show"', "functions.notes.app.show",
    ),
    "routes without their handler": (
        {"notes": _changed(NOTES, "app.py", ("handler = app", ""))},
        "notes/app.py", "/api/v1/notes", "functions.notes.app.handler",
    ),
    "a schema that is not strict and does not say so": (
        {"notes": _changed(NOTES, "domain.py", ('amount: float = Field(title="Amount", ge=0)', "amount: dict[str, str]"))},
        "notes/domain.py", "class Row", "strict=False",
    ),
    "a tool that says nothing to the model": (
        {"notes": _changed(NOTES, "domain.py", ('    """Save one row."""\n', ""))},
        "notes/domain.py", "Tool(save", "no docstring",
    ),
    "an external tool without a verb": (
        {"notes": _changed(NOTES, "domain.py", ('effect="write"', 'effect="external"'))},
        "notes/domain.py", "Tool(save", "no verb",
    ),
    "a need of a table that there is not": (
        {"live": _changed(samples.LIVE, "capability.py", (
            "(THREADS.read,)", '(Table("Secrets").read,)'), ("Capability, Function", "Capability, Table, Function"),
        )},
        "live/capability.py", 'Table("Secrets")', "the table 'Secrets'",
    ),
    "a need of a key that there is not": (
        {"live": _changed(samples.LIVE, "capability.py", (
            "(RUN_KEY.verify,)", '(Key("master").sign,)'), ("Capability, Function", "Capability, Key, Function"),
        )},
        "live/capability.py", 'Key("master")', "the key 'master'",
    ),
    "a secret that there is not": (
        {"live": _changed(samples.LIVE, "capability.py", ('secret("model")', 'secret("root")'))},
        "live/capability.py", 'secret("root")', "the secret 'root'",
    ),
    "a setting that shadows one of AWS's": (
        {"live": _changed(samples.LIVE, "capability.py", ("OPENAI_MODEL", "AWS_REGION"))},
        "live/capability.py", "AWS_REGION", "no name for one",
    ),
    "an invoke of a Lambda that there is not": (
        {"live": _changed(samples.LIVE, "capability.py", ('may_invoke("think")', 'may_invoke("dream")'))},
        "live/capability.py", "dream", "the function 'dream'",
    ),
    "an invoke of a Lambda that serves users' routes": (
        {"live": _changed(samples.LIVE, "capability.py", ('may_invoke("think")', 'may_invoke("live-routes")'))},
        "live/capability.py", "live-routes", "nobody may",
    ),
    "an invoke of a Lambda that serves a socket": (
        {"live": _changed(samples.LIVE, "capability.py", ('may_invoke("think")', 'may_invoke("connect")'))},
        "live/capability.py", 'may_invoke("connect")', "nobody may",
    ),
    "a second invoker of the tools": (
        {"live": _changed(samples.LIVE, "capability.py", ('may_invoke("think")', 'may_invoke("tools")'))},
        "live/capability.py", "tools", "only one may",
    ),
    "a failure sent to nobody": (
        {"live": _changed(samples.LIVE, "capability.py", ('on_failure="think_failed"', 'on_failure="nobody"'))},
        "live/capability.py", "nobody", "no internal Lambda",
    ),
    "a layer that there is not": (
        {"live": _changed(samples.LIVE, "capability.py", ('layers=("model",)', 'layers=("torch",)'))},
        "live/capability.py", "torch", "wants the layer",
    ),
    "a name that is too long for a Lambda": (
        {"notes": {name: text.replace('"save"', '"save_everything_at_once_and_for_all"')
                   .replace("def save", "def save_everything_at_once_and_for_all")
                   .replace("Tool(save", "Tool(save_everything_at_once_and_for_all") for name, text in NOTES.items()}},
        "notes/app.py", '"save_everything', "too long",
    ),
    "an event source that the builder does not know": (
        {"live": _changed(samples.LIVE, "app.py", ('@app.schedule("rate(1 minute)", name="sweep")',
                                                   '@app.on_sns_message("topic", name="sweep")'))},
        "live/app.py", '"sweep"', "no rule for 'SNSEventConfig'",
    ),
    "a folder named like one of our stacks": (
        {"base": samples.domain("base")}, "base/domain.py", 'name="base"', "cannot be a folder's name",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.replace(" ", "-"))
def test_what_cannot_be_deployed_is_refused_with_its_line(case: str, tmp_path: Path) -> None:
    folders, file, line, words = CASES[case]
    refusal = _refusal(tmp_path, **folders)
    _points_to(refusal, tmp_path, file, line)
    assert words in refusal.detail


def test_a_user_prefix_without_an_authorizer_is_refused(tmp_path: Path) -> None:
    functions = samples.write(tmp_path, notes=NOTES)
    with pytest.raises(Unbuildable, match="no folder has a Lambda 'authorizer'"):
        registry.load(functions)


def test_the_samples_themselves_are_not_refused(tmp_path: Path) -> None:
    folders = registry.load(samples.platform(tmp_path))
    assert [folder.name for folder in folders] == ["authorizer", "live", "notes"]


def test_loading_leaves_the_functions_of_this_process_alone(tmp_path: Path) -> None:
    import functions as ours

    registry.load(samples.platform(tmp_path))
    import functions as afterwards

    assert afterwards is ours
