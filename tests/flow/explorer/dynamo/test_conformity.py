"""The store in memory answers as a DynamoDB does: some hundred random requests, to it and to moto, one by one."""

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from botocore.exceptions import ClientError
from greenlight import aws

from tests.flow.explorer.dynamo.client import Alone, Client
from tests.flow.explorer.dynamo.grammar import NotOurs, condition, update
from tests.standins.account import PREFIX, open_account

TABLE = f"{PREFIX}-Ledger"
CONDITIONS = (
    "", "attribute_not_exists(pk)", "attribute_exists(pk)", "#status = :text", "#status <> :text",
    "#status IN (:text, :other) AND n = :zero", "n < :limit OR attribute_not_exists(n)", "NOT n >= :limit",
    "attribute_exists(pk) AND #status <> :text AND n BETWEEN :zero AND :limit", "n = :text",
    "attribute_not_exists(nested.#name)", "nested.#name = :other",
    "begins_with(#status, :text) OR contains(many, :other)", "(#status = :text OR #status = :other) AND n > :zero",
)  # fmt: skip
UPDATES = (
    "SET #status = :text", "SET n = :limit, #status = if_not_exists(#status, :other)", "ADD n :limit",
    "SET many = list_append(many, :list), n = n + :limit", "REMOVE n, many", "SET n = n - :limit REMOVE #status",
    "SET nested.#name = :other", "REMOVE nested.#name", "SET many = list_append(if_not_exists(many, :none), :list)",
    "SET gsi2pk = :text, gsi2sk = :other", "SET n = if_not_exists(n, :zero) + :limit", "REMOVE gsi2pk, gsi2sk",
)  # fmt: skip
NAMES = {"#status": "status", "#name": "name"}
VALUES: dict[str, Any] = {
    ":text": {"S": "alpha"}, ":other": {"S": "alphabet"}, ":zero": {"N": "0"}, ":limit": {"N": "2"},
    ":list": {"L": [{"S": "alpha"}]}, ":none": {"L": []},
}  # fmt: skip
READS = ("get_item", "batch_get_item", "query", "query", "by_index")


@pytest.fixture(scope="module")
def moto() -> Iterator[Any]:
    with open_account():
        yield aws.client("dynamodb")


class Chance:
    """Random requests over six keys in two partitions, so that they meet each other."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def request(self) -> tuple[str, dict[str, Any]]:
        chosen = self._random.randrange(10)
        if chosen < 3:
            return self._read()
        if chosen < 8:
            return self._write(self._random.choice(("put_item", "update_item", "delete_item")))
        keys = self._random.sample(range(6), self._random.randint(1, 3))
        return "transact_write_items", {"TransactItems": [self._part(n) for n in keys]}

    def _key(self, n: int) -> dict[str, Any]:
        return {"pk": {"S": f"P{n % 2}"}, "sk": {"S": f"S{n}"}}

    def _item(self, n: int) -> dict[str, Any]:
        item = self._key(n)
        some: dict[str, Any] = {
            "status": {"S": self._random.choice(("alpha", "alphabet", "omega"))},
            "n": {"N": str(self._random.randrange(4))}, "many": {"L": [{"S": "alphabet"}]},
            "nested": {"M": {"name": {"S": "alphabet"}, "on": {"BOOL": True}}},
        }  # fmt: skip
        return item | {name: value for name, value in some.items() if self._random.random() < 0.7}

    def _conditional(self, texts: tuple[str, ...]) -> dict[str, Any]:
        parts = {"ConditionExpression": self._random.choice(CONDITIONS)}
        if texts:
            parts["UpdateExpression"] = self._random.choice(texts)
        body: dict[str, Any] = {name: text for name, text in parts.items() if text}
        written = " ".join(body.values())
        body["ExpressionAttributeNames"] = {n: real for n, real in NAMES.items() if n in written}
        body["ExpressionAttributeValues"] = {v: real for v, real in VALUES.items() if v in written}
        return {name: part for name, part in body.items() if part}

    def _write(self, operation: str) -> tuple[str, dict[str, Any]]:
        n = self._random.randrange(6)
        given = {"Item": self._item(n)} if operation == "put_item" else {"Key": self._key(n)}
        body = {"TableName": TABLE, "ReturnValuesOnConditionCheckFailure": "ALL_OLD", **given}
        body |= self._conditional(UPDATES if operation == "update_item" else ())
        if operation != "put_item":
            body["ReturnValues"] = "ALL_NEW" if operation == "update_item" else "ALL_OLD"
        return operation, body

    def _part(self, n: int) -> dict[str, Any]:
        kind = self._random.choice(("Put", "Update", "Delete", "ConditionCheck"))
        given = {"Item": self._item(n)} if kind == "Put" else {"Key": self._key(n)}
        body = {"TableName": TABLE, "ReturnValuesOnConditionCheckFailure": "ALL_OLD", **given}
        body |= self._conditional(UPDATES if kind == "Update" else ())
        if kind == "ConditionCheck" and "ConditionExpression" not in body:
            body["ConditionExpression"] = "attribute_exists(pk)"
        return {kind: body}

    def _read(self) -> tuple[str, dict[str, Any]]:
        kind, n = self._random.choice(READS), self._random.randrange(6)
        if kind == "get_item":
            return kind, {"TableName": TABLE, "Key": self._key(n), "ConsistentRead": True}
        if kind == "batch_get_item":
            keys = [self._key(m) for m in self._random.sample(range(6), 3)]
            return kind, {"RequestItems": {TABLE: {"Keys": keys, "ConsistentRead": True}}}
        body: dict[str, Any] = {"TableName": TABLE, "ScanIndexForward": self._random.random() < 0.5}
        if kind == "by_index":
            text = "gsi2pk = :text AND gsi2sk BETWEEN :text AND :other"
            values = {v: VALUES[v] for v in (":text", ":other")}
            return "query", body | {
                "IndexName": "gsi2", "KeyConditionExpression": text, "ExpressionAttributeValues": values,
            }  # fmt: skip
        values = {":pk": {"S": f"P{n % 2}"}, ":sk": {"S": "S"}}
        body |= {"KeyConditionExpression": "pk = :pk AND begins_with(sk, :sk)"}
        body |= {"ExpressionAttributeValues": values, "ConsistentRead": True}
        if self._random.random() < 0.5:
            body |= {"Limit": self._random.randint(1, 3)}
        if self._random.random() < 0.3:
            body["ExclusiveStartKey"] = {"pk": {"S": f"P{n % 2}"}, "sk": {"S": f"S{n}"}}
        return "query", body


def said(client: Any, operation: str, request: dict[str, Any]) -> Any:
    try:
        answer = getattr(client, operation)(**request)
    except ClientError as error:
        reasons = [
            (reason["Code"], reason.get("Item")) for reason in error.response.get("CancellationReasons", [])
        ]
        return plain((error.response["Error"]["Code"], reasons, error.response.get("Item")))
    told = {
        name: answer[name] for name in ("Item", "Items", "Attributes", "LastEvaluatedKey") if name in answer
    }
    if operation == "query" and "IndexName" in request:  # the tests' account projects all, ours the keys
        told["Items"] = [{"pk": item["pk"], "sk": item["sk"]} for item in told["Items"]]
    if operation == "batch_get_item":
        told["Items"] = sorted(answer["Responses"].get(TABLE, []), key=lambda item: str(item["sk"]["S"]))
    return plain({name: part for name, part in told.items() if part})


def alike(expected: Any, found: Any) -> bool:
    """A page that ends with the partition: AWS names a last key if `Limit` was reached, and moto does not."""
    if "LastEvaluatedKey" in found and "LastEvaluatedKey" not in expected:
        found = {name: part for name, part in found.items() if name != "LastEvaluatedKey"}
    return bool(found == expected)


def plain(value: Any) -> Any:
    """Numbers by their value: 2 and 2.0 are one."""
    if isinstance(value, dict):
        return {k: Decimal(v) if k == "N" else plain(v) for k, v in value.items()}
    return [plain(part) for part in value] if isinstance(value, (list, tuple)) else value


def test_five_hundred_random_requests_are_answered_alike(moto: Any) -> None:
    ours, chance = Client(Alone()), Chance(seed=20261120)
    answers = set()
    for n in range(500):
        operation, request = chance.request()
        expected, found = said(moto, operation, request), said(ours, operation, request)
        assert alike(expected, found), f"request {n}: {operation} {request}"
        answers.add((operation, str(found)))
    assert len(answers) > 100, "the requests met too little"


def test_the_size_of_what_is_absent_meets_no_condition() -> None:
    """moto faults here, AWS does not."""
    ours = Client(Alone())
    ours.put_item(TableName=TABLE, Item={"pk": {"S": "P"}, "sk": {"S": "S"}, "many": {"L": [{"S": "alpha"}]}})
    check = {"TableName": TABLE, "Key": {"pk": {"S": "P"}, "sk": {"S": "S"}}, "UpdateExpression": "SET n = :one",
             "ExpressionAttributeValues": {":one": {"N": "1"}}}  # fmt: skip
    ours.update_item(**check, ConditionExpression="size(many) = :one")
    with pytest.raises(ClientError):
        ours.update_item(**check, ConditionExpression="size(nothing) <= :one")


def test_what_is_outside_the_subset_is_refused_and_not_guessed() -> None:
    for text in ("attribute_type(a, :b)", "a = b OR", "a ~ :b", "a = :b :c", "(a = :b"):
        with pytest.raises(NotOurs):
            condition(text)
    for text in ("DELETE a :b", "SET a", "SET a = :b, ", "SET :a = :b"):
        with pytest.raises(NotOurs):
            update(text)
    with pytest.raises(NotImplementedError):
        Client(Alone()).query(TableName=TABLE, FilterExpression="a = :a")
