/** One approval in full. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { AnchorLink } from "../ui/AnchorLink";
import { Loaded } from "../ui/Loaded";
import { ApprovalDetail } from "./ApprovalDetail";
import styles from "./inbox.module.css";
import { approvalQuery } from "./queries";

export default function ApprovalPage() {
  const { approvalId = "" } = useParams({ strict: false });
  const query = useQuery(approvalQuery(approvalId));
  return (
    <>
      <AnchorLink to="/inbox" search className={styles.back}>
        ← Back to the list
      </AnchorLink>
      <Loaded query={query}>
        {(approval) => <ApprovalDetail key={approval.approval_id} approval={approval} />}
      </Loaded>
    </>
  );
}
