"""References in a config: found by place, taken out before anybody looks for secrets."""

from greenlight.credential_refs import blanked, is_ref, refs

ONE, TWO = "crd_01JD0000000000000000000000", "crd_01JD0000000000000000000001"


def test_a_reference_is_one_by_its_whole_shape() -> None:
    assert is_ref(ONE)
    for other in (
        "",
        "crd_",
        ONE.lower(),
        f"{ONE}0",
        f" {ONE}",
        f"{ONE}\n",
        ONE.replace("0", "O"),
        7,
        None,
        [ONE],
    ):
        assert not is_ref(other), other


def test_each_is_found_with_its_place() -> None:
    config = {"a": {"b": ONE}, "c": [TWO, "text"], "d": "x"}
    assert list(refs(config)) == [(("a", "b"), ONE), (("c", 0), TWO)]


def test_what_is_blanked_keeps_everything_else() -> None:
    config = {"a": {"b": ONE}, "c": [TWO, "text", 7, None, True], "d": f"see {ONE}"}
    assert blanked(config) == {"a": {"b": ""}, "c": ["", "text", 7, None, True], "d": f"see {ONE}"}
