/** Where a correlation id is looked up. */
import { Text } from "@mantine/core";
import { Page } from "../../ui/Page";
import { LookUp } from "./LookUp";

export default function LookUpPage() {
  return (
    <Page title="Timeline">
      <Text size="sm">
        Every refusal, draft, approval and audit entry names a correlation id. Put it here to see all that
        happened under it, in its order.
      </Text>
      <LookUp />
    </Page>
  );
}
