/** A thread from its newest end: only the rows in sight are drawn, and the reader's place is his own. */
import { Button } from "@mantine/core";
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import styles from "../chat.module.css";
import { type Place, Row, type Rowed } from "../rows/Row";
import { kept } from "../rows/rowed";

const ESTIMATE = 72; // px of a row that was never drawn
const NEAR = 80; // px from an end that count as being there
const KEPT = 5; // open forms that stay drawn out of sight, since somebody may be writing in them

interface Props {
  rows: readonly Rowed[];
  place: Place;
  hasEarlier: boolean;
  onLookBack: () => void;
}

export function Conversation({ rows, place, hasEarlier, onLookBack }: Props) {
  const scroll = useRef<HTMLDivElement>(null);
  const { atEnd, atStart, sticks, look, onScroll } = useEnds(scroll);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ESTIMATE,
    getItemKey: useCallback((at: number) => rows[at]?.id ?? at, [rows]),
    rangeExtractor: useCallback((range: Range) => withKept(range, kept(rows, KEPT)), [rows]),
    overscan: 8,
    anchorTo: "end",
    scrollEndThreshold: NEAR,
  });

  const newest = rows.at(-1);
  const sent = newest?.kind === "queued" ? newest.id : "";
  useLayoutEffect(() => {
    if (sent) sticks.current = true; // who sends wants to see the answer
  }, [sent, sticks]);
  useLayoutEffect(() => {
    if (sticks.current) virtualizer.scrollToEnd(); // whatever grew, above the last row as well as below
  });
  useEffect(look); // rows change the ends as much as scrolling does
  const first = rows[0]?.id;
  useEffect(() => {
    if (first && atStart && hasEarlier) onLookBack(); // and again with each new first row, until it is out of sight
  }, [first, atStart, hasEarlier, onLookBack]);

  return (
    <div className={styles.middle}>
      <div
        ref={scroll}
        className={styles.scroll}
        role="log"
        aria-live="off"
        aria-label="Conversation"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        tabIndex={0}
        onScroll={onScroll}
      >
        <div className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index];
            return (
              row && (
                <div
                  key={key}
                  ref={virtualizer.measureElement}
                  data-index={index}
                  className={styles.row}
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <Row row={row} place={place} />
                </div>
              )
            );
          })}
        </div>
      </div>
      {hasEarlier && atStart && (
        <Button className={styles.float} top={4} size="compact-sm" variant="default" onClick={onLookBack}>
          Show earlier messages
        </Button>
      )}
      {!atEnd && (
        <Button
          className={styles.float}
          bottom={8}
          size="compact-sm"
          onClick={() => virtualizer.scrollToEnd()}
        >
          Jump to the newest
        </Button>
      )}
    </div>
  );
}

/** Whether the reader is at either end. Who has scrolled to the newest, or never scrolled, stays there. */
function useEnds(scroll: React.RefObject<HTMLDivElement | null>) {
  const [ends, setEnds] = useState({ atStart: false, atEnd: true });
  const sticks = useRef(true);
  const look = useCallback(() => {
    const box = scroll.current;
    if (!box) return;
    const atStart = box.scrollTop < NEAR;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    setEnds((before) => (before.atStart === atStart && before.atEnd === atEnd ? before : { atStart, atEnd }));
  }, [scroll]);
  const onScroll = useCallback(() => {
    const box = scroll.current;
    if (box) sticks.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    look();
  }, [scroll, look]);
  return { ...ends, sticks, look, onScroll };
}

function withKept(range: Range, indexes: readonly number[]): number[] {
  const inSight = defaultRangeExtractor(range);
  return [...new Set([...inSight, ...indexes])].sort((one, other) => one - other);
}
