"""The page on AWS: when its stack comes, which origins the API then takes, what is refused beforehand."""

from pathlib import Path

import pytest

from infra import plan, web
from infra.build import build
from infra.deploy import Deploy, Deployed, Target
from infra.given import WrongSetting
from infra.page import NoPage
from tests.infra import samples
from tests.infra.fake_cloud import FakeAccount

SETTINGS = {"OIDC_ISSUER": "https://issuer.test"}
OPENING = {
    "app.py": '''"""Sample of who checks where a page is from."""

from chalice.app import Chalice

app = Chalice(app_name="opening", configure_logs=False)


@app.lambda_function(name="open")
def open(event, context):
    return {}
''',
    "capability.py": '''"""Sample of who checks where a page is from."""

from greenlight.declare import Capability, Function, setting

CAPABILITY = Capability(
    name="opening",
    title="Opening",
    functions={"open": Function(needs=(setting("ALLOWED_ORIGINS"),))},
)
''',
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    functions = samples.write(tmp_path, authorizer=samples.AUTHORIZER, opening=OPENING)
    build(functions, tmp_path / "build", with_layers=False)
    return tmp_path / "build"


@pytest.fixture
def built_page(tmp_path: Path) -> Path:
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<p>the page</p>")
    (dist / "assets" / "app-1.js").write_text("1")
    return dist


@pytest.fixture
def cloud() -> FakeAccount:
    return FakeAccount()


def _deploy(cloud: FakeAccount, out: Path, page: Path, endpoint: str = "", **settings: str) -> Deployed:
    target = Target("test", SETTINGS | settings, {}, endpoint, "provided", out, page)
    return Deploy(target, cloud.account).run()


def _allowed(cloud: FakeAccount) -> str:
    stack = cloud.cloudformation.stacks["greenlight-test-opening"]
    given = {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}
    return str(given["AllowedOrigins"])


def test_the_distribution_is_there_before_whoever_must_know_its_address(
    cloud: FakeAccount, out: Path, built_page: Path
) -> None:
    done = _deploy(cloud, out, built_page)
    names = list(done.stacks)
    assert names.index("base") < names.index("web") < names.index("opening")
    assert _allowed(cloud) == done.outputs["WebOrigin"] == "WebOrigin-value"


def test_other_origins_are_taken_too_and_mails_lead_to_our_own(
    cloud: FakeAccount, out: Path, built_page: Path
) -> None:
    _deploy(cloud, out, built_page, ALLOWED_ORIGINS="https://a.test, WebOrigin-value,https://b.test")
    assert _allowed(cloud) == "WebOrigin-value,https://a.test,https://b.test"


def test_the_page_is_sent_last_and_its_name_refreshed(
    cloud: FakeAccount, out: Path, built_page: Path
) -> None:
    _deploy(cloud, out, built_page)
    assert cloud.s3.sent[-2:] == ["assets/app-1.js", "index.html"]
    assert cloud.edges.refreshed == [["/index.html"]]


def test_a_second_deploy_changes_sends_and_refreshes_nothing(
    cloud: FakeAccount, out: Path, built_page: Path
) -> None:
    _deploy(cloud, out, built_page)
    sent = list(cloud.s3.sent)
    assert _deploy(cloud, out, built_page).changed == []
    assert (cloud.s3.sent, len(cloud.edges.refreshed)) == (sent, 1)


@pytest.mark.parametrize(
    ("endpoint", "hosting"), [("http://127.0.0.1:8601", "on"), ("", "off"), ("http://127.0.0.1:4566", "on")]
)
def test_there_is_none_on_a_local_stage_nor_where_it_is_off(
    cloud: FakeAccount, out: Path, tmp_path: Path, endpoint: str, hosting: str
) -> None:
    done = _deploy(
        cloud, out, tmp_path / "nowhere", endpoint, WEB_HOSTING=hosting, ALLOWED_ORIGINS="https://a.test"
    )
    assert "web" not in done.stacks
    assert (_allowed(cloud), cloud.edges.refreshed) == ("https://a.test", [])


def test_off_again_nobody_is_told_its_address_and_the_plan_says_what_is_left(
    cloud: FakeAccount, out: Path, built_page: Path
) -> None:
    _deploy(cloud, out, built_page)
    done = _deploy(cloud, out, built_page, WEB_HOSTING="off", ALLOWED_ORIGINS="https://a.test")
    assert done.changed == ["opening"]
    assert _allowed(cloud) == "https://a.test"
    off = SETTINGS | {"WEB_HOSTING": "off", "ALLOWED_ORIGINS": ""}
    planned = "\n".join(plan.lines(Deploy(Target("test", off, build=out), cloud.account)))
    assert "left over  web                  WEB_HOSTING is off" in planned


def test_without_a_page_nothing_changes(cloud: FakeAccount, out: Path, tmp_path: Path) -> None:
    with pytest.raises(NoPage, match="make web"):
        _deploy(cloud, out, tmp_path / "nowhere")
    assert cloud.cloudformation.calls == []


CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/12ab-34cd"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"WEB_HOSTING": "yes"}, "on or off"),
        ({"WEB_PRICE_CLASS": "cheap"}, "PriceClass_100 or"),
        ({"WEB_DOMAIN": "app.example.com"}, "given together"),
        ({"WEB_CERTIFICATE_ARN": CERTIFICATE}, "given together"),
        ({"WEB_DOMAIN": "https://app.example.com", "WEB_CERTIFICATE_ARN": CERTIFICATE}, "without https"),
        (
            {
                "WEB_DOMAIN": "app.example.com",
                "WEB_CERTIFICATE_ARN": CERTIFICATE.replace("us-east", "eu-west"),
            },
            "us-east-1",
        ),
    ],
)
def test_settings_that_mean_nothing_are_refused(
    cloud: FakeAccount, out: Path, built_page: Path, settings: dict[str, str], said: str
) -> None:
    with pytest.raises(WrongSetting, match=said):
        _deploy(cloud, out, built_page, **settings)
    assert cloud.cloudformation.calls == []


def test_a_domain_with_its_certificate_is_taken(cloud: FakeAccount, out: Path, built_page: Path) -> None:
    _deploy(cloud, out, built_page, WEB_DOMAIN="app.example.com", WEB_CERTIFICATE_ARN=CERTIFICATE)
    stack = cloud.cloudformation.stacks["greenlight-test-web"]
    given = {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}
    assert (given["WebDomain"], given["WebCertificateArn"]) == ("app.example.com", CERTIFICATE)
    assert given["WebPriceClass"] == web.PRICE_CLASSES[0]
