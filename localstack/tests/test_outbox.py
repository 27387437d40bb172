"""`make outbox`: what people would have got, read back from the engine."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from greenlight import keys, outbox
from greenlight.declare import LEDGER
from greenlight.items import Items, commit
from greenlight.keys import Keys

from localstack import outbox as shown
from localstack.tests.engines import Engine, free_port
from tests.standins.ledger import PREFIX, open_ledger

LINK = "http://127.0.0.1:8600/approvals/apr_1/link?token=abc-DEF_1"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with open_ledger(Path(tmp_path_factory.mktemp("engine"))) as opened:
        ses = opened.client("sesv2")
        ses.create_email_identity(EmailIdentity="greenlight@example.com")
        for subject, text in (("First", f"Decide:\n{LINK}\n"), ("Second", "Nothing to open.")):
            body = {"Text": {"Data": text}, "Html": {"Data": f"<p>{text}</p>"}}
            ses.send_email(
                FromEmailAddress="greenlight@example.com", Destination={"ToAddresses": ["a@example.com"]},
                Content={"Simple": {"Subject": {"Data": subject}, "Body": body}},
            )  # fmt: skip
        yield opened


def test_mails_are_listed_oldest_first_with_their_links(engine: Engine) -> None:
    found = shown.mails(engine.url)
    assert [(mail["subject"], mail["to"], mail["links"]) for mail in found] == [
        ("First", "a@example.com", [LINK]),
        ("Second", "a@example.com", []),
    ]


def test_rows_that_wait_or_failed_are_listed(engine: Engine) -> None:
    commit([outbox.row("acmehealth", "task", {"approval_id": "apr_1"})])
    write = outbox.row("acmehealth", "task", {"approval_id": "apr_2"})
    commit([write])
    Items(LEDGER).update(
        Keys("acmehealth").outbox(write.item["row_id"]),
        "SET #status = :failed, gsi2pk = :list, problem = :problem", names={"#status": "status"},
        values={":failed": "failed", ":list": keys.failed(write.item["row_id"]), ":problem": "NotFound x"},
    )  # fmt: skip
    assert [(row["type"], row["kind"], row["problem"]) for row in shown.rows(engine.url, PREFIX)] == [
        ("waiting", "task", ""),
        ("failed", "task", "NotFound x"),
    ]


def test_it_prints_for_people_and_for_programs(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GREENLIGHT_TEST_PORT", str(engine.port - 1))
    engine.client("dynamodb").create_table(
        TableName="greenlight-test-Ledger", BillingMode="PAY_PER_REQUEST",
        **{name: value for name, value in _like(engine).items() if name != "TableName"},
    )  # fmt: skip
    assert shown.main(["--profile", "test", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["subject"] for line in lines] == ["First", "Second"]
    assert shown.main(["--profile", "test"]) == 0
    assert LINK in capsys.readouterr().out


def _like(engine: Engine) -> dict[str, object]:
    known = engine.client("dynamodb").describe_table(TableName=f"{PREFIX}-Ledger")["Table"]
    indexes = [
        {name: one[name] for name in ("IndexName", "KeySchema", "Projection")}
        for one in known["GlobalSecondaryIndexes"]
    ]
    return {
        "AttributeDefinitions": known["AttributeDefinitions"], "KeySchema": known["KeySchema"],
        "GlobalSecondaryIndexes": indexes,
    }  # fmt: skip


def test_without_a_stack_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GREENLIGHT_TEST_PORT", str(free_port() - 1))
    assert shown.main(["--profile", "test"]) == 1
    assert "make up" in capsys.readouterr().out
