/** An address that leads nowhere. */
import { Button, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Page } from "./Page";

export function NotFound() {
  return (
    <Page title="There is nothing at this address">
      <Text>It may belong to somebody else, or the link is old.</Text>
      <div>
        <Button component={Link} to="/" variant="default">
          To the start
        </Button>
      </div>
    </Page>
  );
}
