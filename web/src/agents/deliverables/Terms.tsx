/** What a draft belongs to, and the ids to ask support with. */
import { Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ApprovalInFull } from "../../inbox/approval";
import { useMe } from "../../session/me";
import { AnchorLink } from "../../ui/AnchorLink";
import { Copyable } from "../../ui/Copyable";
import { When } from "../../ui/When";
import { wordsOf } from "../hub/modes";
import { usePlatformTitle } from "./accounts";
import { goalTitlesQuery, type InFull } from "./answers";
import { Section } from "./Section";

interface Props {
  one: InFull;
  approval: ApprovalInFull | undefined;
}

export function Terms({ one, approval }: Props) {
  const isMine = useMe()?.user_id === one.user_id;
  const goals = useQuery({ ...goalTitlesQuery(one.agent_id), enabled: isMine });
  const platform = usePlatformTitle()(one.platform);
  const mode = approval?.mode;
  return (
    <Section title="About it">
      <Stack component="dl" gap="xs" m={0}>
        {one.platform && <Term name="For">{platform}</Term>}
        <Term name="Agent">{approval?.agent_name || one.agent_id}</Term>
        {goals.data?.get(one.goal_id) && <Term name="Goal">{goals.data.get(one.goal_id)}</Term>}
        {isMine && one.group_id && (
          <Term name="Group">
            <AnchorLink to="/agents/groups/$groupId" params={{ groupId: one.group_id }}>
              What was drafted with it
            </AnchorLink>
          </Term>
        )}
        {(mode === "live" || mode === "draft" || mode === "rehearse") && (
          <Term name="Mode">
            {wordsOf(mode).title}. {wordsOf(mode).words}
          </Term>
        )}
        {approval && approval.people > 1 && (
          <Term name="People">
            {approval.people} must agree; {approval.votes} said yes so far
          </Term>
        )}
        {one.suggested_at && (
          <Term name="Suggested for">
            <When at={one.suggested_at} />
          </Term>
        )}
        <Term name="Expires">
          <When at={one.expires_at} />
        </Term>
        {one.digest && (
          <Term name="Digest">
            <Copyable value={one.digest} what="digest" />
          </Term>
        )}
        <Term name="Reference">
          <Copyable value={one.correlation_id} what="reference" />
        </Term>
      </Stack>
    </Section>
  );
}

function Term({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  );
}
