/** An address that leads nowhere. */
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Empty } from "./Empty";

export function NotFound() {
  return (
    <Empty
      title="There is nothing at this address"
      action={
        <Button component={Link} to="/" variant="default" size="xs">
          To the start
        </Button>
      }
    >
      It may belong to somebody else, or the link is old.
    </Empty>
  );
}
