/** Tells those who hear the page what has come in since they opened it; it moves nothing. */
import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { waitingQuery } from "./queries";

export function Arrivals() {
  const { data } = useQuery(waitingQuery);
  const known = useRef<ReadonlySet<string> | null>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (!data) return;
    const fresh = known.current && data.items.filter((one) => !known.current?.has(one.approval_id));
    known.current = new Set([...(known.current ?? []), ...data.items.map((one) => one.approval_id)]);
    if (fresh?.length) setSaid(`New in your inbox: ${fresh.map((one) => one.title).join("; ")}`);
  }, [data]);
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}
