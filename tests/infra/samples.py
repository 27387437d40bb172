"""Small folders to build in tests: written to a temporary directory, as an author would write them."""

from pathlib import Path

from tests.infra import asking

AUTHORIZER = {
    "app.py": '''"""Sample authorizer."""

from chalice.app import Chalice

app = Chalice(app_name="authorizer", configure_logs=False)


@app.lambda_function(name="authorizer")
def authorizer(event, context):
    return {}
''',
    "capability.py": '''"""Sample authorizer."""

from greenlight.declare import Capability, Function, setting

CAPABILITY = Capability(
    name="authorizer",
    title="Authorizer",
    functions={"authorizer": Function(needs=(setting("OIDC_ISSUER"),))},
)
''',
}

_DOMAIN_APP = '''"""Sample domain."""

from chalice.app import Chalice

from .domain import DOMAIN

app = Chalice(app_name=DOMAIN.name, configure_logs=False)


@app.route("/api/v1/{name}", methods=["GET"])
def index():
    return {{}}


@app.lambda_function(name="save")
def save(event, context):
    return {{}}


@app.lambda_function(name="show")
def show(event, context):
    return {{}}


handler = app
'''

_DOMAIN = '''"""Sample domain."""

from pydantic import BaseModel, ConfigDict, Field

from greenlight.declare import ENTRIES, Domain, Tool


class Row(BaseModel):
    """One row."""

    model_config = ConfigDict(extra="forbid")
    day: str = Field(title="Day")
    amount: float = Field(title="Amount", ge=0)


class Nothing(BaseModel):
    """No arguments."""


def save(caller, arguments: Row, port) -> Row:
    """Save one row."""
    return arguments


def show(caller, arguments: Nothing, port) -> Row:
    """Show the latest row."""
    raise NotImplementedError


DOMAIN = Domain(
    name="{name}",
    title="{title}",
    row=Row,
    key="day",
    about="A sample.",
    tools=(
        Tool(save, effect="write", needs=(ENTRIES.read, ENTRIES.write)),
        Tool(show, effect="read", needs=(ENTRIES.read,)),
    ),
)
'''

LIVE = {
    "app.py": '''"""Sample of every kind of Lambda."""

from chalice.app import Chalice

app = Chalice(app_name="live", configure_logs=False)


@app.route("/internal/live", methods=["POST"])
def act():
    return {}


@app.on_ws_connect(name="connect")
def connect(event):
    return {"statusCode": 200}


@app.on_ws_message(name="message")
def message(event):
    return {}


@app.schedule("rate(1 minute)", name="sweep")
def sweep(event):
    return {}


@app.on_sqs_message(queue="jobs", batch_size=5, name="work")
def work(event):
    return {}


@app.lambda_function(name="think")
def think(event, context):
    return {}


@app.lambda_function(name="think_failed")
def think_failed(event, context):
    return {}


@app.lambda_function(name="execute")
def execute(event, context):
    return {}


handler = app
''',
    "capability.py": '''"""Sample of every kind of Lambda and need."""

from greenlight.declare import (
    AGENT_KEY, CATALOGUE, CONTENT, RUN_KEY, SOCKETS, THREADS, Capability, Function, Prefix, may_invoke, secret,
    setting,
)

CAPABILITY = Capability(
    name="live",
    title="Live",
    prefixes=(Prefix("/internal/live", door="agent", published=False),),
    routes=Function(needs=(may_invoke("execute"),)),
    functions={
        "connect": Function(needs=(THREADS.read,)),
        "message": Function(needs=(THREADS.read, THREADS.write, RUN_KEY.sign, may_invoke("think"))),
        "sweep": Function(needs=(THREADS.read, SOCKETS)),
        "work": Function(),
        "think": Function(
            needs=(secret("model"), AGENT_KEY.sign, setting("OPENAI_MODEL"), may_invoke("execute")),
            memory=1024, timeout=300, retries=1, on_failure="think_failed", layers=("model",),
        ),
        "think_failed": Function(needs=(RUN_KEY.verify,), dead_letters=False),
        "execute": Function(needs=(CATALOGUE, CONTENT.read, CONTENT.write, may_invoke("tools"))),
    },
)
''',
}


def domain(name: str) -> dict[str, str]:
    """The files of a sample domain with two tools and one route."""
    return {
        "app.py": _DOMAIN_APP.format(name=name),
        "domain.py": _DOMAIN.format(name=name, title=name.title()),
    }


def write(root: Path, **folders: dict[str, str]) -> Path:
    """A `functions` directory under `root` with these folders, by name and file."""
    functions = root / "functions"
    functions.mkdir(parents=True, exist_ok=True)
    (functions / "__init__.py").write_text('"""Samples."""\n')
    for name, files in folders.items():
        for file, text in files.items():
            path = functions / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return functions


def platform(root: Path) -> Path:
    """One of each kind: a domain, the authorizer, two capabilities with every sort of Lambda, a state machine."""
    functions = write(root, authorizer=AUTHORIZER, notes=domain("notes"), live=LIVE, asking=asking.FOLDER)
    asking.write(functions)
    return functions
