/** What is stopped now, and what the tenant allows and forbids on top of the platform's policy. */
import { Divider, Text } from "@mantine/core";
import { AnchorLink } from "../../ui/AnchorLink";
import { Page } from "../../ui/Page";
import { PolicySection } from "./PolicySection";
import { SwitchesSection } from "./SwitchesSection";

export default function ControlsPage() {
  return (
    <Page title="Controls">
      <Text size="sm">
        Who changed what here, and why, stands in the{" "}
        <AnchorLink to="/ops/audit" underline="always">
          audit trail
        </AnchorLink>
        .
      </Text>
      <SwitchesSection />
      <Divider />
      <PolicySection />
    </Page>
  );
}
