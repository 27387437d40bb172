"""Folders that cannot be deployed, as data: what is wrong, the file and line to point to, and words of the refusal."""

from tests.infra import asking, samples

NOTES = samples.domain("notes")


def _changed(files: dict[str, str], file: str, *pairs: tuple[str, str]) -> dict[str, str]:
    text = files[file]
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after, 1)
    return files | {file: text}


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
            "handler = app",
            '@app.route("/api/v1/notes", methods=["GET"])  # twice\ndef twice():\n    return {}\n\n\nhandler = app',
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
    "a prefix under /api that is not published": (
        {"live": _changed(samples.LIVE, "capability.py", ("/internal/live", "/api/live"))
            | {"app.py": samples.LIVE["app.py"].replace("/internal/live", "/api/live")}},
        "live/capability.py", "/api/live", "published as a whole",
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
    "two tools of one name": (
        {"notes": _changed(NOTES, "domain.py", ("Tool(show", "Tool(save, 'read'),\n        Tool(show"))},
        "notes/domain.py", "DOMAIN = Domain(", "two tools of one name: save",
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
        {"notes": _changed(NOTES, "domain.py", ('float = Field(title="Amount", ge=0)', "dict[str, str]"))},
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
    "a folder named like a machine's stack": (
        {"my_machine": samples.domain("my_machine")}, "my_machine/domain.py", 'name="my_machine"',
        "cannot be a folder's name",
    ),
    "a start of a machine that there is not": (
        {"asking": asking.FOLDER}, "asking/capability.py", 'may_start("asking")', "the machine 'asking'",
    ),
    "a stream of a table that has none": (
        {"asking": _changed(asking.FOLDER, "app.py", ('"Ledger"', '"Entries"'))
         | {"capability.py": asking.FOLDER["capability.py"].replace('may_start("asking"), ', "")}},
        "asking/capability.py", '"hear"', "the stream of 'Entries', which has none: Ledger",
    ),
    "filters of what no stream wakes": (
        {"live": _changed(samples.LIVE, "capability.py", ('"work": Function()', '"work": Function(filters=({},))'))},
        "live/capability.py", '"work"', "has filters",
    ),
    "a tool of a toolset that nobody is asked about": (
        {"asking": _changed(asking.FOLDER, "capability.py", ('ping, "external"', 'ping, "read"'))},
        "asking/capability.py", "Tool(ping", "must be external",
    ),
    "an external tool of a toolset without a verb": (
        {"asking": _changed(asking.FOLDER, "capability.py", (', verb="letter.send"', ""))},
        "asking/capability.py", "Tool(send_letter", "no verb",
    ),
    "a toolset's schema that is not strict and does not say so": (
        {"asking": _changed(asking.FOLDER, "capability.py", ('to: str =', 'to: dict[str, str] ='))},
        "asking/capability.py", "class Letter", "strict=False",
    ),
    "a toolset named like a domain": (
        {"asking": _changed(asking.FOLDER, "capability.py", ('name="letters"', 'name="notes"')), "notes": NOTES},
        "notes/domain.py", 'name="notes"', "already in the catalogue",
    ),
    "a toolset whose line is too long for a prompt": (
        {"asking": _changed(
            asking.FOLDER, "capability.py", ('"send letters"', '"all about how letters go"'),
            ('may_start("asking"), ', ""),
        )},
        "asking/capability.py", 'name="asking"', "at most 20 characters",
    ),
}  # fmt: skip
