/** What waits for me, and what became of the rest: the list, with one approval beside it. */
import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Outlet, useNavigate, useParams, useRouter, useSearch } from "@tanstack/react-router";
import { useRoles } from "../session/me";
import { AnchorLink } from "../ui/AnchorLink";
import { Page } from "../ui/Page";
import { useKeys } from "../ui/shortcuts";
import { Arrivals } from "./Arrivals";
import { Decided } from "./Decided";
import { EndedList } from "./EndedList";
import { Filters } from "./Filters";
import { focusRow, rowsShown, wantTitle } from "./focus";
import styles from "./inbox.module.css";
import { KeysHelp } from "./KeysHelp";
import { moved, useWaiting } from "./listed";
import { inboxSearch } from "./search";
import { WaitingList } from "./WaitingList";

export default function InboxPage() {
  const { approvalId } = useParams({ strict: false });
  const { status = "pending", agent = "" } = inboxSearch(useSearch({ strict: false }));
  const [helped, help] = useDisclosure(false);
  useMoving(agent, status === "pending", help.open);
  return (
    <Page title="Inbox" actions={<Actions onKeys={help.open} />}>
      <div>
        <Arrivals />
        <Decided shown={approvalId} />
      </div>
      <div className={styles.columns} data-detail={Boolean(approvalId)}>
        <div className={styles.list}>
          <Filters status={status} agent={agent} />
          {status === "pending" ? <WaitingList agent={agent} /> : <EndedList status={status} agent={agent} />}
        </div>
        <div className={styles.detail}>
          <Outlet />
        </div>
      </div>
      <KeysHelp opened={helped} onClose={help.close} />
    </Page>
  );
}

function Actions({ onKeys }: { onKeys: () => void }) {
  const isCustomer = useRoles().has("customer");
  return (
    <>
      {isCustomer && <AnchorLink to="/inbox/standing">Standing approvals</AnchorLink>}
      <Button variant="default" size="xs" onClick={onKeys}>
        Keys
      </Button>
    </>
  );
}

/** `j` and `k`, from the one that is shown, or on its way to be. */
function useMoving(agent: string, isWaiting: boolean, onHelp: () => void): void {
  const router = useRouter();
  const navigate = useNavigate();
  const waiting = useWaiting(agent);
  const to = (by: 1 | -1) => () => {
    const shown = router.latestLocation.pathname.split("/")[2];
    const ids = isWaiting ? waiting.map((one) => one.approval_id) : rowsShown();
    const next = moved(ids, shown, by);
    if (!next) return;
    if (!focusRow(next)) wantTitle();
    if (next !== shown)
      void navigate({ to: "/inbox/$approvalId", params: { approvalId: next }, search: true });
  };
  useKeys({ j: to(1), k: to(-1), "?": onHelp });
}
