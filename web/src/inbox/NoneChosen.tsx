/** Beside the list, while no approval is chosen. */
import { Kbd } from "@mantine/core";
import { Empty } from "../ui/Empty";
import { useShortcuts } from "../ui/shortcuts";

export default function NoneChosen() {
  const letters = useShortcuts();
  return (
    <Empty title="Choose an approval to read it">
      Nothing is done before you decide.
      {letters && (
        <>
          {" "}
          <Kbd>j</Kbd> opens the first one, <Kbd>?</Kbd> shows all keys.
        </>
      )}
    </Empty>
  );
}
