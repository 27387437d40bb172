/** An agent's disc, in the colour its customer chose. Only for the eye: its name stands beside it. */
import { Box } from "@mantine/core";

/** Dark enough for white letters. A theme that is not among them is grey. */
const COLOURS: Readonly<Record<string, string>> = {
  teal: "#0b6b63",
  indigo: "#3b3fa8",
  amber: "#8a5300",
  rose: "#a81f4d",
  slate: "#42526b",
};

export function Avatar({ theme, name }: { theme: string; name: string }) {
  return (
    <Box
      aria-hidden
      w={40}
      h={40}
      bg={COLOURS[theme] ?? "#4b5563"}
      c="#ffffff"
      fw={700}
      style={{ borderRadius: "50%", display: "grid", placeItems: "center", flex: "none" }}
    >
      {name.trim().charAt(0).toUpperCase()}
    </Box>
  );
}
