"""List prices, once: us-east-1, USD, before any free tier or discount, as published in 2026."""

from dataclasses import dataclass

MILLION = 1_000_000
DYNAMODB_WRITE = 0.625 / MILLION  # per request unit, on demand
DYNAMODB_READ = 0.125 / MILLION
LAMBDA_REQUEST = 0.20 / MILLION
LAMBDA_GB_SECOND = 0.0000166667  # x86
SOCKET_MESSAGE = 1.00 / MILLION  # per started 32 KB, in either direction
KMS_REQUEST = 0.03 / 10_000  # RSA 2048
SECRET_REQUEST = 0.05 / 10_000
STATE_TRANSITION = 25.00 / MILLION  # of a Standard workflow
REST_REQUEST = 3.50 / MILLION
MAIL = 0.10 / 1000
BUS_EVENT = 1.00 / MILLION  # per started 64 KB
SCHEDULER_INVOCATION = 1.00 / MILLION  # of EventBridge Scheduler; a schedule itself costs nothing
SCHEDULER_FREE = 14 * MILLION  # invocations of each month
QUEUE_REQUEST = 0.40 / MILLION  # of a standard SQS queue
LOG_BYTE = 0.50 / 1024**3
REPORTED = 26  # bytes that CloudWatch Logs adds to each event


@dataclass(frozen=True)
class Usage:
    """What one turn used, on average."""

    invocations: float
    gb_seconds: float
    writes: float
    reads: float
    messages: float
    signatures: float
    secrets: float
    log_bytes: float

    @property
    def lines(self) -> dict[str, tuple[float, float]]:
        """By service: the amount per turn, and dollars per 1,000 turns."""
        priced = {
            "Lambda requests": (self.invocations, LAMBDA_REQUEST),
            "Lambda GB-seconds": (self.gb_seconds, LAMBDA_GB_SECOND),
            "DynamoDB write units": (self.writes, DYNAMODB_WRITE),
            "DynamoDB read units": (self.reads, DYNAMODB_READ),
            "WebSocket messages": (self.messages, SOCKET_MESSAGE),
            "KMS requests": (self.signatures, KMS_REQUEST),
            "Secrets Manager requests": (self.secrets, SECRET_REQUEST),
            "log bytes": (self.log_bytes, LOG_BYTE),
        }
        return {name: (amount, 1000 * amount * price) for name, (amount, price) in priced.items()}

    @property
    def dollars(self) -> float:
        """Per 1,000 turns."""
        return sum(price for _, price in self.lines.values())
