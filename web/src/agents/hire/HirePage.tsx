/** Hiring: which type, on what terms, under which name. */
import { Button, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, read, type Schemas } from "../../api/client";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { useAct } from "../act";
import { agentsChanged, typeQuery, typesQuery } from "../queries";
import { HireForm } from "./HireForm";
import { TypeChoice } from "./TypeChoice";
import { TypeTerms } from "./TypeTerms";

export default function HirePage() {
  const types = useQuery(typesQuery);
  return (
    <Page title="Hire an agent" actions={<Back />}>
      <Loaded query={types}>{({ items }) => <Hiring types={items} />}</Loaded>
    </Page>
  );
}

function Back() {
  return (
    <Button component={Link} to="/agents" variant="default" size="xs">
      My agents
    </Button>
  );
}

function Hiring({ types }: { types: Schemas["AgentTypes"]["items"] }) {
  const [typeId, setTypeId] = useState("");
  return (
    <Stack gap="lg">
      <TypeChoice types={types} chosen={typeId} onChoose={setTypeId} />
      {typeId && <Terms key={typeId} typeId={typeId} />}
    </Stack>
  );
}

function Terms({ typeId }: { typeId: string }) {
  const type = useQuery(typeQuery(typeId));
  const navigate = useNavigate();
  const hiring = useAct(
    (body: Schemas["NewSubscription"], header) =>
      read(api.POST("/api/cp/subscriptions", { params: { header }, body })),
    async ({ agent_id }) => {
      await navigate({ to: "/agents/configure", search: { agent: agent_id } });
      await agentsChanged();
    },
  );
  return (
    <Loaded query={type}>
      {(found) => (
        <Stack gap="lg">
          <TypeTerms type={found} />
          <HireForm type={found} hiring={hiring} />
        </Stack>
      )}
    </Loaded>
  );
}
