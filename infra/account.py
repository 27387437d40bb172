"""The account that is deployed to: AWS itself, or whatever listens at the endpoint; boto3 and nothing else."""

from functools import cached_property
from typing import Any

import boto3
from botocore.config import Config

CONFIG = Config(retries={"mode": "standard", "total_max_attempts": 6}, max_pool_connections=24)


class Account:
    """Clients for one endpoint (empty for AWS); credentials and region come from the session."""

    def __init__(self, endpoint: str = "", session: boto3.Session | None = None) -> None:
        self.endpoint = endpoint
        self._session = session or boto3.Session()

    def client(self, service: str) -> Any:
        path_style = CONFIG.merge(Config(s3={"addressing_style": "path"})) if self.endpoint else CONFIG
        return self._session.client(service, endpoint_url=self.endpoint or None, config=path_style)

    @cached_property
    def cloudformation(self) -> Any:
        return self.client("cloudformation")

    @cached_property
    def s3(self) -> Any:
        return self.client("s3")

    def object_url(self, bucket: str, key: str) -> str:
        """Where CloudFormation itself finds an object."""
        if self.endpoint:
            return f"{self.endpoint}/{bucket}/{key}"
        return f"https://{bucket}.s3.{self._session.region_name}.amazonaws.com/{key}"
