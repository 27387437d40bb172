"""The catalogue as files that an auditor can read: `generated/<hash>/tools.json` and `cards/<domain>.md`."""

import json
from typing import Any

from greenlight import aws

from .tell import domain


def write_once(catalogue: dict[str, Any]) -> bool:
    """Writes the files of this hash unless they are there; `tools.json` comes last and says that all are.

    Returns whether it wrote them.
    """
    s3, bucket, root = aws.client("s3"), aws.bucket("content"), f"generated/{catalogue['hash']}"
    if s3.list_objects_v2(Bucket=bucket, Prefix=f"{root}/tools.json", MaxKeys=1).get("KeyCount"):
        return False
    for name, described in catalogue["domains"].items():
        card = described["card"].encode()
        s3.put_object(Bucket=bucket, Key=f"{root}/cards/{name}.md", Body=card, ContentType="text/markdown")
    tools = {name: domain(catalogue, name)["tools"] for name in catalogue["domains"]}
    text = json.dumps(tools, indent=1, sort_keys=True).encode()
    s3.put_object(Bucket=bucket, Key=f"{root}/tools.json", Body=text, ContentType="application/json")
    return True
