"""Starting a run is for those who may sign its token: the executor only says which thread has one to start."""

import json

from greenlight import aws


def start_run(tenant_id: str, thread_id: str) -> None:
    """Asynchronously; the sweeper starts what is lost on the way."""
    body = json.dumps({"tenant_id": tenant_id, "thread_id": thread_id}).encode()
    aws.client("lambda").invoke(
        FunctionName=aws.function_name("start_run"), InvocationType="Event", Payload=body
    )
