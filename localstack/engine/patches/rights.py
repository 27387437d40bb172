"""A KMS key named by its alias is judged by the key's ARN, as on AWS; the engine judges it by the alias's."""

from typing import Any

from . import replace


def _resource(original: Any) -> Any:
    def extract_resource_arn(service: str, *args: Any, **kwargs: Any) -> str:
        arn: str = original(service, *args, **kwargs)
        if service == "kms" and ":alias/" in arn:
            from ministack.services import kms

            key = kms._resolve_key(arn)
            return str(key["Arn"]) if key else arn
        return arn

    return extract_resource_arn


def apply() -> None:
    from ministack.core import iam_actions

    replace(iam_actions, "extract_resource_arn", _resource)
