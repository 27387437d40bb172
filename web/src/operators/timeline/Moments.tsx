/** The moments of a timeline, as a list from top to bottom. */
import { Badge, Group, Stack, Text } from "@mantine/core";
import { Value } from "../../ui/values/Value";
import { When } from "../../ui/When";
import { Actor, SubjectLink } from "../links";
import summary from "../Summary.module.css";
import { plain } from "../words";
import styles from "./Moments.module.css";
import { emphasisOf, type Moment, SOURCES, sentenceOf } from "./timeline";

const COLOURS = { refused: "red", done: "go", plain: "gray" } as const;

export function Moments({ moments }: { moments: readonly Moment[] }) {
  return (
    <Stack component="ol" aria-label="What happened" gap={0} className={styles.list}>
      {moments.map((moment) => (
        <Step key={`${moment.at} ${moment.source} ${moment.what} ${moment.subject}`} moment={moment} />
      ))}
    </Stack>
  );
}

function Step({ moment }: { moment: Moment }) {
  const emphasis = emphasisOf(moment);
  const sentence = sentenceOf(moment.detail);
  return (
    <li className={styles.step} data-emphasis={emphasis}>
      <Group gap="xs">
        <Badge variant="outline" color={COLOURS[emphasis]} tt="none">
          {SOURCES[moment.source]}
        </Badge>
        <Text size="sm" c="dimmed">
          <When at={moment.at} seconds />
        </Text>
      </Group>
      <Text fw={600} size="sm">
        {plain(moment.what)}
      </Text>
      {sentence && <Text size="sm">{sentence}</Text>}
      <Text size="sm" component="div">
        By <Actor actor={moment.actor} />, about <SubjectLink id={moment.subject} />
      </Text>
      <Kept moment={moment} />
    </li>
  );
}

/** Everything that was kept with it, for who wants it. */
function Kept({ moment: { detail, what } }: { moment: Moment }) {
  if (!detail || typeof detail !== "object" || Object.keys(detail).length === 0) return null;
  return (
    <details>
      <summary className={summary.summary} aria-label={`Details of: ${plain(what)}`}>
        Details
      </summary>
      <Value value={detail} />
    </details>
  );
}
