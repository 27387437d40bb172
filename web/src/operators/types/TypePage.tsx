/** One published agent type, version by version, with the forms that it makes. */
import { NativeSelect, Stack } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { AnchorLink } from "../../ui/AnchorLink";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { Published } from "./Published";
import { StartActions } from "./StartActions";
import { type PublishedType, typeQuery } from "./typesApi";

export default function TypePage() {
  const { agentTypeId } = useParams({ from: "/signed-in-only/ops/types/$agentTypeId" });
  const { version } = useSearch({ from: "/signed-in-only/ops/types/$agentTypeId" });
  const newest = useQuery(typeQuery(agentTypeId));
  const shown = useQuery({
    ...typeQuery(agentTypeId, Number(version) || undefined),
    placeholderData: keepPreviousData,
  });
  return (
    <Page
      title={newest.data?.title ?? "Agent type"}
      actions={newest.data && <StartActions type={newest.data} />}
    >
      <AnchorLink to="/ops/types">All agent types</AnchorLink>
      {newest.data && <VersionChoice newest={newest.data} shown={shown.data?.version} />}
      <Loaded query={shown}>
        {(type) => (
          <Stack gap="md" aria-busy={shown.isPlaceholderData}>
            <Published type={type} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

/** Versions are numbered without a gap. */
function VersionChoice({ newest, shown }: { newest: PublishedType; shown: number | undefined }) {
  const navigate = useNavigate({ from: "/ops/types/$agentTypeId" });
  const versions = Array.from({ length: newest.version }, (_, at) => newest.version - at);
  return (
    <NativeSelect
      label="Version"
      w="fit-content"
      value={String(shown ?? newest.version)}
      onChange={(event) => void navigate({ search: { version: event.currentTarget.value }, replace: true })}
      data={versions.map((one) => ({
        value: String(one),
        label: one === newest.version ? `${one} (newest)` : String(one),
      }))}
    />
  );
}
