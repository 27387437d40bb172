"""Events that bring each kind of Lambda to its first request, and the answers that bring the agent to its model."""

import json
import time
from typing import Any

from tests.load.sink import unsigned_token

Json = dict[str, Any]
NOW = int(time.time())
CLAIMS = {
    "iss": "greenlight", "aud": "internal", "sub": "run_1", "iat": NOW, "exp": NOW + 600, "nbf": NOW,
    "tenant_id": "benchtenant", "user_id": "usr_1", "thread_id": "thr_1", "run_id": "run_1", "leg": 1,
    "agent_id": "agt_1", "actor": "agent", "correlation_id": "cor_1", "timezone": "UTC",
}  # fmt: skip
TOKEN, ID_TOKEN = unsigned_token(CLAIMS, "run+jwt", "run"), unsigned_token(CLAIMS, "JWT", "issuer")
RUN = {"run_token": TOKEN, "run_id": "run_1", "thread_id": "thr_1", "leg": 1, "correlation_id": "cor_1"}
WHO = {
    "tenant_id": "benchtenant",
    "user_id": "usr_1",
    "exp": str(NOW + 600),
    "auth_time": str(NOW),
    "sub": "s",
    "iss": "i",
}
REST = {
    "path": "/api/v1/weights", "httpMethod": "GET", "headers": {}, "multiValueHeaders": {}, "body": None,
    "isBase64Encoded": False, "queryStringParameters": None, "multiValueQueryStringParameters": None,
    "pathParameters": None, "stageVariables": None,
    "requestContext": {"authorizer": WHO, "httpMethod": "GET", "resourcePath": "/api/v1/weights", "identity": {}},
}  # fmt: skip
SOCKET = {
    "requestContext": {
        "connectionId": "c1", "routeKey": "$default", "eventType": "MESSAGE", "domainName": "d",
        "apiId": "a", "stage": "s",
    },
    "body": json.dumps({"v": 1, "kind": "ping", "id": "1", "payload": {}}), "isBase64Encoded": False,
}  # fmt: skip
TOOL = {
    "tenant_id": "benchtenant", "user_id": "usr_1", "agent_id": "agt_1", "run_id": "run_1", "correlation_id": "cor_1",
    "tool": "weights.create", "arguments": {"day": "2026-11-20", "kg": 82.5, "note": None},
}  # fmt: skip
CALL = {"run_token": TOKEN, "run_id": "run_1", "call_id": "call_1", "tool": "weights.create", "arguments": {}}
AUTHORIZE = {
    "type": "REQUEST", "methodArn": "arn:aws:execute-api:eu-central-1:000000000000:a/v1/GET/api/v1/me",
    "headers": {"authorization": f"Bearer {ID_TOKEN}"}, "requestContext": {},
}  # fmt: skip
LAMBDAS: dict[str, tuple[str, str, Json]] = {
    "agent": ("agent", "functions.agent.app:agent", RUN),
    "thread_append": (
        "thread_append",
        "functions.thread_append.app:thread_append",
        {"op": "append", "batch": 1, "events": [], **RUN},
    ),
    "executor": ("executor", "functions.executor.app:executor", CALL),
    "tool (weights.create)": ("weights", "functions.weights.app:create", TOOL),
    "routes (weights)": ("weights", "functions.weights.app:handler", REST),
    "message": ("threads", "functions.threads.app:message", SOCKET),
    "authorizer": ("authorizer", "functions.authorizer.app:authorizer", AUTHORIZE),
}
CLAIMED: Json = {
    "ok": True, "claimed": True, "context": {
        "run_id": "run_1", "thread_id": "thr_1", "leg": 1, "agui_run_id": "run_1.1", "persona": "coach",
        "agent": {"agent_id": "agt_1", "name": "Coach", "agent_type_id": "coach.v1"}, "today": "2026-11-20",
        "timezone": "UTC", "messages": [{"role": "user", "content": "log 82.5 kg for today"}], "loaded": [],
        "catalogue_hash": "h",
        "limits": {"steps": 8, "seconds": 240, "output_tokens": 4000},
    },
}  # fmt: skip
ANSWERS: dict[str, Json] = {
    "thread_append/invocations": CLAIMED,
    "capabilities/invocations": {
        "ok": True,
        "hash": "h",
        "index": [{"name": "weights", "about": "body weight log"}],
    },
    "GetSecretValue": {"Name": "model", "SecretString": json.dumps({"api_key": "none"})},
}
