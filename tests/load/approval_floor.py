"""The engine's own floor under an approval's steps: a bare machine of the same shape, and Lambdas that do nothing."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

from greenlight import aws
from greenlight.declare import APPROVALS
from greenlight.items import Items
from greenlight.keys import Keys

from localstack.tests.engines import Engine
from tests.e2e.people import call, until
from tests.load.approval_rounds import Approver

CODE = """
import sys
from urllib.request import Request, urlopen

def handler(event, context):
    print("ran", file=sys.stderr, flush=True)
    if "mark" in event:
        urlopen(Request(event["outside"] + "/" + event["mark"], event.get("token", "").encode())).read()
    return {"statusCode": 200, "body": "{}"}
"""
FLOOR = "floor_"  # begins the paths of what is no approval
MARKS = count()
TASK = {"Type": "Task", "TimeoutSeconds": 60}
DEFINITION = {
    "StartAt": "Ask",
    "States": {
        "Ask": {
            **TASK, "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "ResultPath": None, "Next": "Go",
            "Parameters": {"FunctionName": "floor-nothing", "Payload": {
                "outside.$": "$.outside", "mark.$": "$.asks", "token.$": "$$.Task.Token"}},
        },
        "Go": {
            **TASK, "Resource": "arn:aws:states:::lambda:invoke", "End": True,
            "Parameters": {"FunctionName": "floor-nothing", "Payload": {
                "outside.$": "$.outside", "mark.$": "$.goes"}},
        },
    },
}  # fmt: skip


@dataclass(frozen=True)
class Floor:
    """Milliseconds of each bare step."""

    invoke: float  # a Lambda, to its answer
    rest: float  # a REST call, to its answer
    push: float  # a frame, from PostToConnection to its arrival
    start: float  # StartExecution to the task token in a Lambda's hands
    callback: float  # SendTaskSuccess to the next Lambda's own request outside

    @property
    def shown(self) -> float:
        return self.invoke + self.push

    @property
    def listed(self) -> float:
        return self.invoke + self.rest

    @property
    def waiting(self) -> float:
        return self.invoke + self.start

    @property
    def executed(self) -> float:
        return self.rest + self.callback

    @property
    def settled(self) -> float:
        return self.rest + self.callback + self.push


class Bare:
    """The bare things, in the very engine that the approvals run on, and on the approver's own socket."""

    def __init__(self, engine: Engine, approver: Approver) -> None:
        self._outside, self._ear = approver.outside, approver.ear
        self._engine, self._states = engine, engine.client("stepfunctions")
        arn = engine.function("floor-nothing", CODE)
        self._url = engine.rest_api("floor", arn)
        role = engine.role(
            "floor-machine", [{"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}]
        )
        self._machine = self._states.create_state_machine(
            name="floor", definition=json.dumps(DEFINITION), roleArn=role
        )["stateMachineArn"]
        self._sockets = aws.client("apigatewaymanagementapi", endpoint=approver.stack["outputs"]["WsUrl"])
        inbox = Keys(approver.tenant).inbox(approver.person.me()["user_id"], "any", open=True)["pk"]
        self._connection = next(iter(Items(APPROVALS).every(inbox, begins="SOCKET#")))["connection_id"]

    def timed(self) -> Floor:
        number = next(MARKS)
        return Floor(
            _ms(lambda: self._engine.invoke("floor-nothing", {})),
            _ms(lambda: call(self._url, "GET", "/fails")),
            self._push(f"{FLOOR}{number}"),
            *self._execution(f"{FLOOR}asks_{number}", f"{FLOOR}goes_{number}"),
        )

    def _push(self, mark: str) -> float:
        began = time.perf_counter()
        frame = json.dumps({"kind": "floor", "mark": mark, "text": "x" * 2000}).encode()
        self._sockets.post_to_connection(ConnectionId=self._connection, Data=frame)
        return 1000 * (self._ear.wait(lambda heard: heard.get("mark") == mark) - began)

    def _execution(self, asks: str, goes: str) -> Iterator[float]:
        began = time.perf_counter()
        given = json.dumps({"outside": self._outside.url, "asks": asks, "goes": goes})
        self._states.start_execution(stateMachineArn=self._machine, name=asks, input=given)
        place = until(lambda: self._place(asks), what="the bare token")
        yield 1000 * (self._outside.at[place - 1] - began)
        token = self._outside.got[place - 1].partition(b"\r\n\r\n")[2].decode()
        began = time.perf_counter()
        self._states.send_task_success(taskToken=token, output="{}")
        place = until(lambda: self._place(goes), what="the next Lambda")
        yield 1000 * (self._outside.at[place - 1] - began)

    def _place(self, mark: str) -> int:
        """Of the request in the order of arrival, from 1; 0 while there is none."""
        marks = self._outside.marks()
        return marks.index(mark) + 1 if mark in marks else 0


@contextmanager
def open_floor(approver: Approver, port: int) -> Iterator[Bare]:
    engine = Engine(port, 0)
    try:
        yield Bare(engine, approver)
    finally:
        engine.close()


def _ms(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)
