"""Between plain Python values and DynamoDB's typed ones."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any


def pack(values: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values to DynamoDB's typed ones; floats become decimals by their shortest text."""
    serialise = _types()[0].serialize
    return {name: serialise(_decimals(value)) for name, value in values.items()}


def unpack(item: Mapping[str, Any]) -> dict[str, Any]:
    """DynamoDB's typed values to plain ones; whole decimals become int, others float."""
    deserialise = _types()[1].deserialize
    return {name: _numbers(deserialise(value)) for name, value in item.items()}


def _decimals(value: Any) -> Any:
    if isinstance(value, float):
        return Decimal(str(value))
    if isinstance(value, Mapping):
        return {k: _decimals(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_decimals(v) for v in value]
    return value


def _numbers(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {k: _numbers(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_numbers(v) for v in value]
    return value


@cache
def _types() -> tuple[Any, Any]:
    from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

    return TypeSerializer(), TypeDeserializer()
