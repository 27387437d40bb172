"""The page on AWS: what goes where, who reads the bucket, what is kept, which headers are sent."""

import json
import re
from typing import Any

import pytest

from infra import ROOT, web
from infra.build import Built
from infra.page_headers import PAGE_HEADERS
from tests.infra.cloudfront import behaviour, places, run
from tests.infra.conditions import settled
from tests.infra.conftest import Templates, read
from tests.infra.paths import PLACES
from tests.infra.reading import many, of_type, text

DOMAIN = {"WebDomain": "app.example.com", "WebCertificateArn": "arn:aws:acm:us-east-1:1:certificate/a"}
Config = dict[str, Any]


@pytest.fixture
def stack(real: Built) -> dict[str, Any]:
    found: dict[str, Any] = read(real.out)["web"]
    return found


@pytest.fixture
def config(stack: dict[str, Any]) -> Config:
    found: Config = settled(stack)["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    return found


@pytest.mark.parametrize("path", PLACES)
def test_every_path_leads_where_the_table_says(path: str) -> None:
    assert places([path]) == {path: PLACES[path]}


def test_every_public_prefix_and_what_lies_beneath_it_goes_to_rest(real: Built, config: Config) -> None:
    routes = json.loads((real.out / "routes.json").read_text())
    for prefix in routes["rest"]:
        for path in (prefix, f"{prefix}/", f"{prefix}/a/b.c"):
            found = behaviour(config["CacheBehaviors"], path)
            assert (found or {}).get("TargetOriginId") == "rest", path
    socket = behaviour(config["CacheBehaviors"], routes["socket"])
    assert (socket or {}).get("TargetOriginId") == "socket"


def test_nothing_else_goes_to_rest(real: Built, config: Config) -> None:
    routes = json.loads((real.out / "routes.json").read_text())
    patterns = {one["PathPattern"] for one in config["CacheBehaviors"] if one["TargetOriginId"] == "rest"}
    single = [prefix for prefix in routes["rest"] if not prefix.startswith("/api/")]
    assert patterns == {"/api/*", *single, *(f"{prefix}/*" for prefix in single)}


def test_the_app_has_no_address_that_the_api_takes(config: Config) -> None:
    """A prefix that is new must not take a page away."""
    sources = (ROOT / "web" / "src").rglob("route*.tsx")
    pages = {path for file in sources for path in re.findall(r'\bpath: "(/[^"]*)"', file.read_text())}
    assert {"/chat/$threadId", "/inbox"} <= pages
    assert [path for path in {*pages, "/signed-in"} if behaviour(config["CacheBehaviors"], path)] == []


def test_fifty_domains_more_need_no_behaviour_more(real: Built) -> None:
    routes = json.loads((real.out / "routes.json").read_text())["rest"]
    more = [f"/api/v1/domain{number}" for number in range(50)]
    assert web.behaviours([*routes, *more]) == web.behaviours(routes)


def test_more_behaviours_than_a_distribution_has_are_refused_with_a_way_out() -> None:
    most = [f"/prefix{number}" for number in range(36)]
    assert len(web.behaviours(most)) + 1 == 74
    with pytest.raises(web.TooManyBehaviours, match=r"76 behaviours .* Put new prefixes under /api"):
        web.behaviours([*most, "/one-more"])


def test_nothing_of_the_api_is_kept_and_every_header_but_host_goes_through(config: Config) -> None:
    for one in config["CacheBehaviors"]:
        assert one["CachePolicyId"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "CachingDisabled"
        assert one["OriginRequestPolicyId"] == "b689b0a8-53d0-40ab-baf2-68738e2966ac", (
            "AllViewerExceptHostHeader"
        )
        assert one["ViewerProtocolPolicy"] == "https-only"
        assert "FunctionAssociations" not in one, "an API's 404 stays a problem document"
    rest = next(one for one in config["CacheBehaviors"] if one["TargetOriginId"] == "rest")
    assert set(rest["AllowedMethods"]) == {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}


def test_an_error_is_nobodys_but_whose_it_is(config: Config) -> None:
    """CloudFront keeps errors for 10 s by path alone, even where caching is off; and no page stands in for one."""
    said = {one["ErrorCode"]: one for one in config["CustomErrorResponses"]}
    assert {403, 404, 500, 502, 503, 504} <= set(said)
    assert all(one == {"ErrorCode": code, "ErrorCachingMinTTL": 0} for code, one in said.items())


def test_each_origin_is_reached_by_https_and_only_rest_has_a_path(config: Config) -> None:
    origins = {one["Id"]: one for one in config["Origins"]}
    assert set(origins) == {"page", "rest", "socket"}
    assert [name for name, one in origins.items() if one.get("OriginPath")] == ["rest"]
    assert origins["rest"]["OriginPath"] == "/v1"
    assert text(origins["rest"]["DomainName"]).startswith("${RestApiId}.execute-api.")
    assert text(origins["socket"]["DomainName"]).startswith("${WsApiId}.execute-api.")
    for name in ("rest", "socket"):
        assert origins[name]["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"


def test_the_bucket_is_read_by_this_distribution_and_by_nobody_else(
    stack: dict[str, Any], config: Config
) -> None:
    templates = {"web": stack}
    ((_, _, bucket),) = of_type(templates, "S3::Bucket")
    assert all(bucket["PublicAccessBlockConfiguration"].values())
    assert "WebsiteConfiguration" not in bucket
    ((_, _, policy),) = of_type(templates, "S3::BucketPolicy")
    (allowed,) = [s for s in policy["PolicyDocument"]["Statement"] if s["Effect"] == "Allow"]
    assert allowed["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    assert set(many(allowed["Action"])) == {"s3:GetObject", "s3:ListBucket"}
    source = text(allowed["Condition"]["StringEquals"]["AWS:SourceArn"])
    assert source.endswith(":distribution/${Distribution}")
    page = next(one for one in config["Origins"] if one["Id"] == "page")
    assert page["OriginAccessControlId"] == {"Fn::GetAtt": ["PageAccess", "Id"]}
    assert page["S3OriginConfig"] == {"OriginAccessIdentity": ""}


def test_what_is_in_the_bucket_outlives_its_stack(stack: dict[str, Any]) -> None:
    bucket = stack["Resources"]["PageBucket"]
    assert (bucket["DeletionPolicy"], bucket["UpdateReplacePolicy"]) == ("RetainExceptOnCreate", "Retain")


def test_the_page_is_sent_with_the_headers_of_the_edge_and_hsts(stack: dict[str, Any]) -> None:
    sent = stack["Resources"]["PageHeaders"]["Properties"]["ResponseHeadersPolicyConfig"]
    security, custom = sent["SecurityHeadersConfig"], sent["CustomHeadersConfig"]["Items"]
    headers = {one["Header"]: one["Value"] for one in custom} | {
        "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "X-Content-Type-Options": "nosniff",
    }
    assert headers == PAGE_HEADERS
    assert "ContentTypeOptions" in security
    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
    assert all(one["Override"] for one in [*security.values(), *custom])


def test_only_the_pages_behaviour_has_the_fallback_and_the_headers(config: Config) -> None:
    default = config["DefaultCacheBehavior"]
    (association,) = default["FunctionAssociations"]
    assert association["EventType"] == "viewer-request"
    assert default["ResponseHeadersPolicyId"] == {"Ref": "PageHeaders"}
    assert (default["Compress"], default["AllowedMethods"]) == (True, ["GET", "HEAD"])


def test_what_the_function_says_of_nothing_is_a_problem_document() -> None:
    answer = run(web.fallback(), ["/internal/x"])["/internal/x"]
    assert answer["headers"]["content-type"]["value"] == "application/problem+json"
    assert answer["headers"]["cache-control"]["value"] == "no-store"
    document = json.loads(answer["body"])
    assert (document["status"], document["instance"]) == (404, "/internal/x")
    assert document["correlation_id"] == "id-1"


def test_the_function_is_small_enough_and_reaches_for_nothing(stack: dict[str, Any]) -> None:
    function = stack["Resources"]["PageFallback"]["Properties"]
    assert len(function["FunctionCode"]) < 10_240, "AWS quota"
    assert function["FunctionConfig"]["Runtime"] == "cloudfront-js-2.0"
    assert not {"require", "import", "fetch"} & set(function["FunctionCode"].split())


def test_a_domain_of_ones_own_brings_its_certificate_and_tls_12(stack: dict[str, Any]) -> None:
    own = settled(stack, **DOMAIN)
    config = own["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    assert config["Aliases"] == [{"Ref": "WebDomain"}]
    assert config["ViewerCertificate"] == {
        "AcmCertificateArn": {"Ref": "WebCertificateArn"},
        "SslSupportMethod": "sni-only",
        "MinimumProtocolVersion": "TLSv1.2_2021",
    }
    assert own["Outputs"]["WebOrigin"]["Value"] == {"Fn::Sub": "https://${WebDomain}"}


def test_without_one_the_address_is_cloudfronts(stack: dict[str, Any], config: Config) -> None:
    assert "Aliases" not in config
    assert config["ViewerCertificate"] == {"CloudFrontDefaultCertificate": True}
    assert settled(stack)["Outputs"]["WebOrigin"]["Value"] == {
        "Fn::Sub": "https://${Distribution.DomainName}"
    }


def test_it_waits_for_base_alone_and_exports_nothing(templates: Templates) -> None:
    web_stack, made = templates["web"], templates["base"]["Outputs"]
    settings = {"Prefix", *web.PARAMETERS}
    assert set(web_stack["Parameters"]) <= settings | set(made)
    assert not any("Export" in output for output in web_stack["Outputs"].values())


def test_the_edge_and_the_stack_are_of_one_list() -> None:
    source = (ROOT / "infra" / "page_fallback.js").read_text()
    assert '"/internal"' not in source
    assert '["/api", "/internal", "/metrics"]' in web.fallback()
