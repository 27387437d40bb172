/** What is stopped now, and what the tenant allows and forbids on top of the platform's policy. */
import { Divider } from "@mantine/core";
import { Page } from "../../ui/Page";
import { PolicySection } from "./PolicySection";
import { SwitchesSection } from "./SwitchesSection";

export default function ControlsPage() {
  return (
    <Page title="Controls">
      <SwitchesSection />
      <Divider />
      <PolicySection />
    </Page>
  );
}
