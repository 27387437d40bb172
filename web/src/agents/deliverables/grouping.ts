/** Drafts in the groups that they were made in: a batch or a campaign, or alone; and a campaign's by its weeks. Pure. */
import type { Deliverable, Group } from "./answers";

export interface Block {
  /** Empty for what was drafted alone. */
  groupId: string;
  items: Deliverable[];
}

/** In the order of the list; a group stands where its first one does, and what is alone stands together. */
export function blocksOf(items: readonly Deliverable[]): Block[] {
  const blocks: Block[] = [];
  for (const one of items) {
    const known = one.group_id
      ? blocks.find((block) => block.groupId === one.group_id)
      : [blocks.at(-1)].find((block) => block?.groupId === "");
    if (known) known.items.push(one);
    else blocks.push({ groupId: one.group_id, items: [one] });
  }
  return blocks;
}

export interface Week {
  /** 0 for what the calendar does not name. */
  week: number;
  items: Deliverable[];
}

/** By the group's calendar and in its order, as far as they are among `items`. */
export function weeksOf(calendar: Group["calendar"], items: readonly Deliverable[]): Week[] {
  const left = new Map(items.map((one) => [one.deliverable_id, one]));
  const weeks: Week[] = calendar.map(({ week, posts }) => ({
    week: Number(week),
    items: idsOf(posts).flatMap((id) => {
      const one = left.get(id);
      left.delete(id);
      return one ? [one] : [];
    }),
  }));
  return [...weeks, { week: 0, items: [...left.values()] }].filter((week) => week.items.length > 0);
}

function idsOf(posts: unknown): string[] {
  if (!Array.isArray(posts)) return [];
  return posts.flatMap((post: unknown) =>
    typeof post === "object" && post && "deliverable_id" in post ? [String(post.deliverable_id)] : [],
  );
}

/** How many stand in each state, in the order of their appearance: "8 waiting for review, 2 approved". */
export function counted(labels: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts].map(([label, count]) => `${count} ${label.toLowerCase()}`).join(", ");
}
