"""What is told stays brief, and what happened is told in any case."""

import json

from functions.executor.brief import LEFT_OUT, MOST, in_short


def test_a_brief_answer_is_told_as_it_is() -> None:
    answer = {"status": "ok", "result": {"status_code": 200, "body": "x" * 5_000}, "note": "fine"}
    assert in_short(answer) == answer


def test_many_short_texts_are_left_out_where_cutting_does_not_help() -> None:
    rows = [{"text": "x" * 300} for _ in range(200)]
    answer = {"status": "ok", "result": {"rows": rows}, "edited": {"by": "person", "diff": rows}}
    told = in_short(answer)
    assert told == {"status": "ok", "result": {"detail": LEFT_OUT}, "edited": {"detail": LEFT_OUT}}


def test_control_characters_count_as_json_writes_them() -> None:
    told = in_short({"status": "ok", "result": {"body": "\x01" * MOST}})
    assert len(json.dumps(told).encode()) <= MOST
