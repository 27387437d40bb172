/** Whose draft it is, and what it would become. */
import { Code } from "@mantine/core";
import { When } from "../../../ui/When";
import { Facts } from "../../Facts";
import type { Draft } from "../typesApi";

export function DraftFacts({ draft }: { draft: Draft }) {
  return (
    <Facts
      columns={4}
      facts={[
        ["Id", <Code key="id">{draft.agent_type_id}</Code>],
        ["Would become", `Version ${draft.version}`],
        ["Last saved", <When key="at" at={draft.updated_at} />],
        ["By", <Code key="by">{draft.updated_by}</Code>],
      ]}
    />
  );
}
