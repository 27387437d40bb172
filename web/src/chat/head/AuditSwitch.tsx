/** Audit mode of a thread: at which gates its owner stands. The gates come with the first click. */
import { lazy } from "react";
import { Opening } from "../../ui/Opening";
import type { Thread } from "../queries";
import { AuditButton } from "./AuditButton";
import { auditOf } from "./audit";

const AuditPanel = lazy(() => import("./AuditPanel"));

export function AuditSwitch({ thread, mayTalk }: { thread: Thread; mayTalk: boolean }) {
  return (
    <Opening
      button={(open) => <AuditButton audit={auditOf(thread.audit)} onClick={open} />}
      panel={<AuditPanel thread={thread} mayTalk={mayTalk} />}
    />
  );
}
