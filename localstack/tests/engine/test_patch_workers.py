"""Lambda workers: each gap shows on the bare engine and not on ours; if the first half fails, drop the patch."""

import base64
import json
import time
from concurrent.futures import ThreadPoolExecutor

from localstack.stack.processes import wait_until
from localstack.tests.engines import Engine, zipped

FAILING = """
count = 0

class NotToday(Exception):
    pass

def handler(event, context):
    global count
    count += 1
    if event:
        raise NotToday("because")
    return count
"""
SILENT = "def handler(event, context): return 1"
TALKATIVE = "def handler(event, context): print('first', event); print('second', event)"
PRELOADED = "import sys\nfound = 'pydantic' in sys.modules\ndef handler(event, context): return found"
LAYERED = "import shared\ndef handler(event, context): return shared.__file__"
BURST = "import os, time\ndef handler(event, context): time.sleep(0.5); return os.getpid()"
RECURSIVE = """
import boto3, json

def handler(event, context):
    if not event:
        return 0
    asked = boto3.client("lambda").invoke(FunctionName="itself", Payload=json.dumps(event - 1))
    return json.loads(asked["Payload"].read())
"""
ONE_AT_A_TIME = """
import boto3, time

def handler(event, context):
    time.sleep(0.3)
    boto3.client("dynamodb").put_item(TableName="runs", Item={"pk": {"S": str(event)}})
"""


def test_an_exception_is_known_by_its_class(bare: Engine, patched: Engine) -> None:
    kinds = []
    for engine in (bare, patched):
        engine.function("by-class", FAILING)
        failed, answer = engine.invoke("by-class", "fail")
        assert failed == "Unhandled"
        kinds.append(answer["errorType"])
    assert kinds == ["Runtime.HandlerError", "NotToday"]


def test_an_environment_outlives_an_exception(bare: Engine, patched: Engine) -> None:
    counts = []
    for engine in (bare, patched):
        engine.function("outlives", FAILING)
        engine.invoke("outlives")
        engine.invoke("outlives", "fail")
        counts.append(engine.invoke("outlives")[1])
    assert counts == [1, 3]


def test_a_silent_handler_costs_no_wait(bare: Engine, patched: Engine) -> None:
    engines = (bare, patched)
    for engine in engines:
        engine.function("silent", SILENT)
        engine.invoke("silent")
    rounds = [[_seconds(engine, "silent") for engine in engines] for _ in range(8)]
    without, with_patch = (min(taken) for taken in zip(*rounds, strict=True))
    assert with_patch < without, "in turn, on the same machine; the wait alone is 50 ms"


def _seconds(engine: Engine, name: str) -> float:
    began = time.perf_counter()
    engine.invoke(name)
    return time.perf_counter() - began


def test_each_invocation_keeps_its_own_log_lines(patched: Engine) -> None:
    patched.function("talks", TALKATIVE)
    for number in range(3):
        answer = patched.client("lambda").invoke(
            FunctionName="talks", Payload=json.dumps(number), LogType="Tail"
        )
        lines = base64.b64decode(answer["LogResult"]).decode().splitlines()
        assert lines == [f"first {number}", f"second {number}"]


def test_a_cold_start_finds_the_shared_libraries_in_memory(bare: Engine, patched: Engine) -> None:
    found = []
    for engine in (bare, patched):
        engine.function("preloaded", PRELOADED)
        found.append(engine.invoke("preloaded")[1])
    assert found == [False, True]


def test_a_burst_of_a_short_function_shares_a_few_workers(bare: Engine, patched: Engine) -> None:
    workers = []
    for engine in (bare, patched):
        engine.function("burst", BURST)
        engine.client("lambda")  # made before the threads need it
        with ThreadPoolExecutor(20) as pool:
            workers.append(len(set(pool.map(lambda _, e=engine: e.invoke("burst")[1], range(20)))))
    assert workers[1] <= 8 < workers[0]


def test_a_short_function_that_waits_for_itself_gets_another_worker(patched: Engine) -> None:
    patched.function("itself", RECURSIVE, Timeout=30)
    patched.client("lambda").put_function_concurrency(FunctionName="itself", ReservedConcurrentExecutions=90)
    assert patched.invoke("itself", 8) == (None, 0)


def test_nothing_of_the_developers_shell_reaches_a_lambda(patched: Engine) -> None:
    patched.function("environment", "import os\ndef handler(event, context): return dict(os.environ)")
    found = patched.invoke("environment")[1]
    assert found["AWS_ACCESS_KEY_ID"].startswith("ASIA")
    assert not {"OPENAI_API_KEY", "PYTHONPATH", "VIRTUAL_ENV"} & set(found)


def test_a_layer_is_unpacked_once_for_all_workers(bare: Engine, patched: Engine) -> None:
    places = []
    for engine in (bare, patched):
        layer = engine.client("lambda").publish_layer_version(
            LayerName="shared", Content={"ZipFile": zipped({"python/shared.py": ""})}
        )["LayerVersionArn"]
        for name in ("layered-a", "layered-b"):
            engine.function(name, LAYERED, Layers=[layer])
        places.append(len({engine.invoke(name)[1] for name in ("layered-a", "layered-b")}))
    assert places == [2, 1]


def test_a_throttled_asynchronous_invocation_waits_its_turn(bare: Engine, patched: Engine) -> None:
    done = []
    for engine in (bare, patched):
        engine.table("runs")
        queue = engine.client("sqs").create_queue(QueueName="failed")["QueueUrl"]
        arn = f"arn:aws:sqs:eu-central-1:000000000000:{queue.rpartition('/')[2]}"
        engine.function("one", ONE_AT_A_TIME)
        _one_at_a_time(engine, arn)
        for number in range(3):
            engine.invoke("one", number, InvocationType="Event")
        assert wait_until(lambda e=engine, q=queue: _ran(e) + _lost(e, q) == 3, 20)  # type: ignore[misc]
        done.append(_ran(engine))
    assert done == [1, 3]


def _one_at_a_time(engine: Engine, failed: str) -> None:
    engine.client("lambda").put_function_concurrency(FunctionName="one", ReservedConcurrentExecutions=1)
    engine.client("lambda").put_function_event_invoke_config(
        FunctionName="one",
        MaximumRetryAttempts=0,
        DestinationConfig={"OnFailure": {"Destination": failed}},
    )


def _ran(engine: Engine) -> int:
    return int(engine.client("dynamodb").scan(TableName="runs")["Count"])


def _lost(engine: Engine, queue: str) -> int:
    name = "ApproximateNumberOfMessages"
    found = engine.client("sqs").get_queue_attributes(QueueUrl=queue, AttributeNames=[name])
    return int(found["Attributes"][name])


TELLS_ITS_ID = """
import boto3

def handler(event, context):
    table = boto3.client("dynamodb")
    known = (event.get("requestContext") or {}).get("requestId", context.aws_request_id)
    table.update_item(
        TableName="ids", Key={"pk": {"S": "record" if "requestPayload" in event else "attempt"}},
        UpdateExpression="ADD ids :id", ExpressionAttributeValues={":id": {"SS": [known or "none"]}},
    )
    if "requestPayload" not in event:
        raise RuntimeError("fails each time")
"""


def test_all_attempts_of_an_invocation_and_its_failure_record_share_one_id(
    bare: Engine, patched: Engine
) -> None:
    found = []
    for engine in (bare, patched):
        engine.table("ids")
        hears = engine.function("hears", TELLS_ITS_ID)
        engine.function("fails", TELLS_ITS_ID)
        engine.client("lambda").put_function_event_invoke_config(
            FunctionName="fails",
            MaximumRetryAttempts=1,
            DestinationConfig={"OnFailure": {"Destination": hears}},
        )
        engine.invoke("fails", {}, InvocationType="Event")
        record, attempts = _awaited(engine, "record"), _awaited(engine, "attempt")
        found.append((len(attempts), record == attempts))
    assert found == [(2, False), (1, True)]


def _awaited(engine: Engine, key: str) -> list[str]:
    """The ids that stand there, once some do."""
    table = engine.client("dynamodb")

    def stored() -> list[str]:
        item = table.get_item(TableName="ids", Key={"pk": {"S": key}}).get("Item", {})
        return list(item.get("ids", {}).get("SS", []))

    assert wait_until(lambda: bool(stored()), 20)
    return stored()
