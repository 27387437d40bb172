"""The fixed address: made on AWS alone and only when asked for, given to those who ask, and told to customers."""

from collections.abc import Iterator
from typing import Any

import pytest

from infra.build import Built
from infra.egress import MANAGE
from tests.infra.conditions import settled
from tests.infra.conftest import Templates, read
from tests.infra.reading import many, text

LOCAL = "http://127.0.0.1:8601"
ON = {"EndpointUrl": "", "FixedEgress": "on", "FixedEgressSubnets": "subnet-a,subnet-b"}
ELSEWHERE = {
    "by default": {"FixedEgressSubnets": ""},
    "off": {"EndpointUrl": "", "FixedEgress": "off", "FixedEgressSubnets": ""},
    "on a local stage": {**ON, "EndpointUrl": LOCAL},
}
MANAGED_POLICY = {  # AWSLambdaVPCAccessExecutionRole, version 3, without its rights to logs
    "ec2:AssignPrivateIpAddresses", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:UnassignPrivateIpAddresses",
}  # fmt: skip


@pytest.fixture
def stacks(real: Built) -> Templates:
    return read(real.out)


@pytest.fixture
def network(stacks: Templates) -> dict[str, Any]:
    """Resources of the stack `egress` where it is on, by logical id."""
    return dict(settled(stacks["egress"], **ON)["Resources"])


def lambdas(stacks: Templates, **given: str) -> Iterator[tuple[str, dict[str, Any], list[dict[str, Any]]]]:
    """Name, properties and policies of every Lambda, with these parameters."""
    for template in stacks.values():
        asked = template.get("Parameters", {})
        values = {name: given.get(name, one.get("Default", "x")) for name, one in asked.items()}
        made = settled(template, **values)["Resources"]
        for one in (r["Properties"] for r in made.values() if r["Type"] == "AWS::Lambda::Function"):
            role = made[one["Role"]["Fn::GetAtt"][0]]["Properties"]
            yield text(one["FunctionName"]), one, role["Policies"]


def of_kind(network: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {name: r["Properties"] for name, r in network.items() if r["Type"] == f"AWS::EC2::{kind}"}


def test_who_sends_to_third_parties_is_in_the_network_and_nobody_else(stacks: Templates) -> None:
    found = {name: one for name, one, _ in lambdas(stacks, **ON) if "VpcConfig" in one}
    assert set(found) == {"effects", "reconcile"}
    senders = {
        name
        for name, one, _ in lambdas(stacks, SharedLayers="attached")
        if {"Ref": "EgressLayerArn"} in one["Layers"]
    }
    assert set(found) == senders, "whoever has the HTTP client of effects sends: declare fixed_egress=True"
    for one in found.values():
        assert one["VpcConfig"] == {
            "SubnetIds": {"Fn::Split": [",", {"Ref": "FixedEgressSubnets"}]},
            "SecurityGroupIds": [{"Ref": "FixedEgressGroup"}],
        }


@pytest.mark.parametrize("where", ELSEWHERE)
def test_there_is_nothing_of_it(where: str, stacks: Templates) -> None:
    left = settled(stacks["egress"], **{k: v for k, v in ELSEWHERE[where].items() if "Subnets" not in k})
    assert left == {"Resources": {}, "Outputs": {}}
    for name, one, policies in lambdas(stacks, **ELSEWHERE[where]):
        assert "VpcConfig" not in one, name
        assert [policy["PolicyName"] for policy in policies] == ["needs"], name


def test_a_build_in_which_nobody_asks_has_no_such_stack_and_no_such_parameter(sample: Built) -> None:
    stacks = read(sample.out)
    assert "egress" not in stacks
    assert not any(name.startswith("FixedEgress") for one in stacks.values() for name in one["Parameters"])


def test_lambda_may_manage_interfaces_and_the_code_in_it_may_not(stacks: Templates) -> None:
    roles = {name: policies for name, _, policies in lambdas(stacks, **ON)}
    held = {name: p["PolicyDocument"]["Statement"] for name, (_, *more) in roles.items() for p in more}
    assert set(held) == {"effects", "reconcile"}
    for name, (look, manage, withheld) in held.items():
        assert {*look["Action"], *manage["Action"]} == MANAGED_POLICY
        assert text(manage["Resource"]).endswith(":ec2:${AWS::Region}:${AWS::AccountId}:*/*")
        assert (look["Resource"], set(look["Action"]) & set(MANAGE)) == ("*", set())
        assert (withheld["Effect"], set(withheld["Action"])) == ("Deny", MANAGED_POLICY)
        own = withheld["Condition"]["ArnEquals"]["lambda:SourceFunctionArn"]
        assert text(own).endswith(f":function:PREFIX-{name}")


def test_whoever_has_left_keeps_the_rights_as_long_as_the_network_is_there(stacks: Templates) -> None:
    left = {name: (one, policies) for name, one, policies in lambdas(stacks, **ON | {"FixedEgress": "off"})}
    one, policies = left["effects"]
    assert "VpcConfig" not in one
    assert [policy["PolicyName"] for policy in policies] == ["needs", "network"]


def test_requests_leave_by_one_address(network: dict[str, Any], stacks: Templates) -> None:
    (nat,), (address,) = of_kind(network, "NatGateway").values(), of_kind(network, "EIP")
    assert nat["AllocationId"] == {"Fn::GetAtt": [address, "AllocationId"]}
    outputs = settled(stacks["egress"], **ON)["Outputs"]
    assert outputs["FixedEgressAddresses"]["Value"] == {"Ref": address}
    tables = {
        text(p["SubnetId"]["Ref"]): p["RouteTableId"]["Ref"]
        for p in of_kind(network, "SubnetRouteTableAssociation").values()
    }
    ways = {
        p["RouteTableId"]["Ref"]: (p["DestinationCidrBlock"], {"NatGatewayId", "GatewayId"} & set(p))
        for p in of_kind(network, "Route").values()
    }
    private = [one["Ref"] for one in outputs["FixedEgressSubnets"]["Value"]["Fn::Join"][1]]
    assert len(private) == 2
    assert all(ways[tables[one]] == ("0.0.0.0/0", {"NatGatewayId"}) for one in private)
    assert ways[tables[nat["SubnetId"]["Ref"]]] == ("0.0.0.0/0", {"GatewayId"})
    assert set(tables) - set(private) == {nat["SubnetId"]["Ref"]}


def test_only_https_goes_out_and_nothing_comes_in(network: dict[str, Any]) -> None:
    (group,) = of_kind(network, "SecurityGroup").values()
    (rule,) = group["SecurityGroupEgress"]
    assert (rule["IpProtocol"], rule["FromPort"], rule["ToPort"]) == ("tcp", 443, 443)
    assert "SecurityGroupIngress" not in group
    assert not {name for name, r in network.items() if r["Type"].endswith("SecurityGroupIngress")}


def test_tables_and_objects_are_reached_without_the_nat_gateway(network: dict[str, Any]) -> None:
    endpoints = {
        text(p["ServiceName"]).rpartition(".")[2]: p for p in of_kind(network, "VPCEndpoint").values()
    }
    assert set(endpoints) == {"dynamodb", "s3"}
    for one in endpoints.values():
        assert (one["VpcEndpointType"], one["RouteTableIds"]) == ("Gateway", [{"Ref": "PrivateRoutes"}])
    (allowed,) = endpoints["dynamodb"]["PolicyDocument"]["Statement"]
    assert [text(place).rpartition(":")[2] for place in many(allowed["Resource"])] == ["table/PREFIX-*"]
