/** Who asks for what, on what terms: the facts of an approval, with the ids to look things up by. */
import { Code } from "@mantine/core";
import type { ReactNode } from "react";
import { useMe } from "../session/me";
import { AnchorLink } from "../ui/AnchorLink";
import { Copyable } from "../ui/Copyable";
import { When } from "../ui/When";
import type { ApprovalInFull } from "./approval";
import styles from "./inbox.module.css";
import { kindOf, modeOf, personOf } from "./words";

export function Facts({ approval }: { approval: ApprovalInFull }) {
  const facts = useFacts(approval).filter(([, fact]) => fact);
  return (
    <dl className={styles.facts}>
      {facts.map(([name, fact]) => (
        <Fact key={name} name={name}>
          {fact}
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function useFacts(approval: ApprovalInFull): [string, ReactNode][] {
  const me = useMe()?.user_id ?? "";
  const named = (id: string) => personOf(id, approval.names, me);
  const credential = textOf(approval.bound.credential_ref);
  const owner = approval.user_id === me ? "your agent" : `the agent of ${named(approval.user_id)}`;
  const agent = `${approval.agent_name || approval.agent_id}, ${owner}`;
  return [
    ["Who asks", agent],
    ["What", <Code key="tool">{approval.tool}</Code>],
    ["Where to", approval.target],
    ["Risk", `${kindOf(approval)}, ${approval.risk}`],
    ["Mode", modeOf(approval)],
    ["Why you are asked", whyAsked(approval)],
    ["Who is asked", approval.assignees.map(named).join(", ")],
    ["Votes", approval.people > 1 && votesOf(approval)],
    ["Sign-in", approval.fresh_login && "Needs one of the last five minutes"],
    ["Account", credential && <Code key="credential">{credential}</Code>],
    ["Asked", <When key="asked" at={approval.created_at} />],
    ["Ends", <When key="ends" at={approval.expires_at} />],
    ["Digest", <Copyable key="digest" what="digest" value={approval.digest} />],
    ["SHA-256 of the text", <Copyable key="sha" what="SHA-256" value={approval.exact_sha256} />],
    ["Correlation id", <Copyable key="corr" what="correlation id" value={approval.correlation_id} />],
    ["Approval", <Copyable key="id" what="approval id" value={approval.approval_id} />],
    [
      "Conversation",
      approval.thread_id && approval.user_id === me && (
        <Conversation key="thread" thread={approval.thread_id} />
      ),
    ],
  ];
}

function Conversation({ thread }: { thread: string }) {
  return (
    <AnchorLink to="/chat/$threadId" params={{ threadId: thread }}>
      Open it in the chat
    </AnchorLink>
  );
}

function votesOf({ votes, people }: ApprovalInFull): string {
  return `${people} people must agree; ${votes || "nobody"} ${votes === 1 ? "has" : "have"} so far`;
}

function whyAsked({ policy }: ApprovalInFull): string {
  return [textOf(policy.detail), policy.rule && `(rule ${textOf(policy.rule)})`].filter(Boolean).join(" ");
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
