/** Something is on its way: grey lines where it will stand, and a word for those who do not see them. */
import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";

const WIDTHS = ["40%", "90%", "75%", "82%", "60%"];

export function Skeletons({ lines = 5 }: { lines?: number }) {
  return (
    <Stack gap="sm" role="status">
      <VisuallyHidden>Loading</VisuallyHidden>
      {Array.from({ length: lines }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else to tell them apart
        <Skeleton key={at} height={16} width={WIDTHS[at % WIDTHS.length]} />
      ))}
    </Stack>
  );
}
