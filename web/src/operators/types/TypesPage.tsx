/** The agent types that customers can hire, and the drafts of the next ones. */
import { Button, Code, Stack, Text, Title } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { AnchorLink } from "../../ui/AnchorLink";
import { Empty } from "../../ui/Empty";
import { Page } from "../../ui/Page";
import { When } from "../../ui/When";
import { Listing } from "../Listing";
import type { Column } from "../Rows";
import { StartDialog } from "./StartDialog";
import { type DraftLine, draftsQuery, type TypeLine, typesQuery } from "./typesApi";
import { OWNER_WORDS, useOwnerOf } from "./whose";

export default function TypesPage() {
  const types = useInfiniteQuery(typesQuery);
  const drafts = useInfiniteQuery(draftsQuery);
  const [starting, setStarting] = useState(false);
  const start = (
    <Button size="xs" onClick={() => setStarting(true)}>
      Start a new type
    </Button>
  );
  return (
    <Page title="Agent types" actions={start}>
      <Stack gap="xs" component="section" aria-label="Drafts">
        <Title order={2}>Drafts</Title>
        <Listing
          query={drafts}
          label="Drafts of agent types"
          columns={DRAFT_COLUMNS}
          idOf={(draft) => draft.agent_type_id}
          empty={
            <Empty title="No drafts">
              A draft is what becomes the next version of a type of yours, or a new type. Nobody can hire it
              before it is published.
            </Empty>
          }
        />
      </Stack>
      <Stack gap="xs" component="section" aria-label="Published">
        <Title order={2}>Published</Title>
        <Listing
          query={types}
          label="Published agent types"
          columns={TYPE_COLUMNS}
          idOf={(type) => type.agent_type_id}
          empty={
            <Empty title="Nothing is published">
              Deploy the platform's types, or publish one of your own.
            </Empty>
          }
        />
      </Stack>
      <StartDialog opened={starting} onClose={() => setStarting(false)} />
    </Page>
  );
}

const DRAFT_COLUMNS: readonly [Column<DraftLine>, ...Column<DraftLine>[]] = [
  {
    label: "Draft",
    cell: (draft) => (
      <>
        <AnchorLink to="/ops/types/$agentTypeId/edit" params={{ agentTypeId: draft.agent_type_id }}>
          {draft.title}
        </AnchorLink>
        <Text size="xs">
          <Code>{draft.agent_type_id}</Code>
        </Text>
      </>
    ),
  },
  { label: "Saved", cell: (draft) => <When at={draft.updated_at} /> },
  { label: "By", cell: (draft) => <Code>{draft.updated_by}</Code> },
];

const TYPE_COLUMNS: readonly [Column<TypeLine>, ...Column<TypeLine>[]] = [
  {
    label: "Type",
    cell: (type) => (
      <>
        <AnchorLink to="/ops/types/$agentTypeId" params={{ agentTypeId: type.agent_type_id }}>
          {type.title}
        </AnchorLink>
        <Text size="xs">
          <Code>{type.agent_type_id}</Code>
        </Text>
      </>
    ),
  },
  { label: "What it does", cell: (type) => type.description },
  { label: "Newest version", cell: (type) => type.version },
  { label: "Whose", cell: (type) => <Whose publisher={type.publisher} /> },
];

function Whose({ publisher }: { publisher: string }) {
  return <>{OWNER_WORDS[useOwnerOf()(publisher)]}</>;
}
