/** One correlation id: everything that happened under it, in its order. */
import { Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Copyable } from "../../ui/Copyable";
import { Loaded } from "../../ui/Loaded";
import { Page } from "../../ui/Page";
import { TimelineLink } from "../links";
import { LookUp } from "./LookUp";
import { Moments } from "./Moments";
import { type Timeline, timelineQuery } from "./timeline";

export default function TimelinePage() {
  const { correlationId } = useParams({ from: "/signed-in-only/ops/timeline/$correlationId" });
  const query = useQuery(timelineQuery(correlationId));
  return (
    <Page title="Timeline">
      <LookUp key={correlationId} id={correlationId} />
      <Loaded query={query}>{(timeline) => <Story timeline={timeline} />}</Loaded>
    </Page>
  );
}

function Story({ timeline }: { timeline: Timeline }) {
  return (
    <Stack gap="md">
      <Text size="sm">{timeline.items.length} moments, the earliest first, under this correlation id:</Text>
      <Copyable value={timeline.correlation_id} what="the correlation id" />
      {timeline.related.length > 0 && <Related ids={timeline.related} />}
      <Moments moments={timeline.items} />
    </Stack>
  );
}

/** Such as the run that drafted what is refused here. */
function Related({ ids }: { ids: string[] }) {
  return (
    <Stack gap={2} component="section" aria-label="What led to it">
      <Title order={2}>What led to it</Title>
      {ids.map((id) => (
        <Text key={id} size="sm" component="div">
          <TimelineLink id={id} />
        </Text>
      ))}
    </Stack>
  );
}
