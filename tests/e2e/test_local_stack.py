"""The local stack as a developer meets it: repeated, half broken, watched, asked for its state and its logs."""

import json
import os
import shutil
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from localstack.stack import commands, logs
from localstack.stack.clients import client
from localstack.stack.processes import Failed, command_line, wait_until
from localstack.stack.profile import ROOT, profile
from localstack.stack.up import Up
from localstack.stack.watch import watch

from .people import Person

pytestmark = pytest.mark.e2e
TEST = profile("test")


def test_a_second_up_changes_nothing(stack: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert Up(TEST).run() == stack | {"pids": stack["pids"]}
    assert "nothing has changed since the last deploy" in capsys.readouterr().out


def test_the_stack_file_says_where_everything_is(stack: dict[str, Any]) -> None:
    said = json.loads(TEST.stack_file.read_text())
    assert {"edge_url", "ws_url", "endpoint_url", "outputs", "pids"} <= said.keys()
    assert set(said["pids"]) == {"engine", "model", "sign-in", "edge"}
    assert all(command_line(pid) for pid in said["pids"].values())


def test_a_process_that_died_is_started_again(stack: dict[str, Any]) -> None:
    os.kill(stack["pids"]["edge"], signal.SIGKILL)
    again = Up(TEST).run()
    assert again["pids"]["edge"] != stack["pids"]["edge"]
    assert again["pids"]["engine"] == stack["pids"]["engine"]
    stack["pids"] = again["pids"]


def test_what_the_engine_drops_stands_in_the_account(stack: dict[str, Any]) -> None:
    dynamodb = client("dynamodb", stack["endpoint_url"])
    found = dynamodb.describe_time_to_live(TableName=f"{stack['prefix']}-Doors")["TimeToLiveDescription"]
    assert found == {"TimeToLiveStatus": "ENABLED", "AttributeName": "ttl"}
    dynamodb.close()


def test_status_shows_every_process(stack: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["status", "--profile", "test"]) == 0
    shown = capsys.readouterr().out
    assert all(str(pid) in shown for pid in stack["pids"].values())
    assert f"ready: {stack['edge_url']}" in shown


def test_logs_show_what_a_lambda_wrote(stack: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    Person(stack).rest("GET", "/api/v1/me")
    assert commands.main(["logs", "session-routes", "--profile", "test"]) == 0
    assert "GET" in capsys.readouterr().out
    following = logs.lines(TEST, "session-routes", follow=True)
    assert next(following)


def test_logs_of_a_lambda_that_is_not_there_say_so(stack: dict[str, Any]) -> None:
    with pytest.raises(Failed, match="no-such-lambda"):
        next(logs.lines(TEST, "no-such-lambda"))
    assert commands.main(["logs", "no-such-lambda", "--profile", "test"]) == 1


def test_a_saved_function_is_deployed_while_one_watches(stack: dict[str, Any], tmp_path: Path) -> None:
    tree = tmp_path / "functions"
    for folder in ("functions", "statemachines"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "tests")
        )
    functions = client("lambda", stack["endpoint_url"])
    before = _code(functions, stack)
    watching = threading.Thread(target=watch, args=(TEST, tree, 1), daemon=True)
    kept = TEST.state / "deployed.json"
    known = json.loads(kept.read_text())["fingerprint"]
    watching.start()
    assert wait_until(lambda: json.loads(kept.read_text())["fingerprint"] != known, 30)
    with (tree / "weights" / "decide.py").open("a") as file:
        file.write("\nSAVED = True\n")
    watching.join(30)
    assert not watching.is_alive()
    assert _code(functions, stack) != before
    functions.close()
    Up(TEST).run()


def _code(functions: Any, stack: dict[str, Any]) -> str:
    found = functions.get_function_configuration(FunctionName=f"{stack['prefix']}-tool-weights-list")
    return str(found["CodeSha256"])


def test_make_chat_talks_to_it_in_a_bare_shell(stack: dict[str, Any]) -> None:
    """As typed by a newcomer: GNU make has variables of its own, which must not reach the client."""
    port = stack["edge_url"].rpartition(":")[2]
    shell = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "GREENLIGHT_PORT": port}
    said = "log 71.5 kg for 2026-03-04\nshow my weights\n/quit\n"
    done = subprocess.run(
        ["make", "chat"], cwd=ROOT, env=shell, input=said, capture_output=True, text=True, timeout=60, check=False
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "weights.create" in done.stdout
    assert "71.5" in done.stdout


def test_a_deployed_lambda_writes_one_structured_line_without_a_persons_words(
    stack: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    Person(stack).turn("hello, my word is quincetree")
    for function in ("thread_append", "agent", "message"):
        commands.main(["logs", function, "--profile", "test"])
        shown = capsys.readouterr().out
        last = json.loads(shown[shown.rindex('{"level"') :].splitlines()[0])
        assert {"correlation_id", "ms", "outcome", "service"} <= last.keys(), function
        assert "quincetree" not in shown
