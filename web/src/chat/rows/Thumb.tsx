/** A thumb, up or down. */
const PATH =
  "M2 9h3v8H2zM6.5 9.2 10.3 2l1 .5c.8.4 1.1 1.2.9 2L11.3 8H16a1.5 1.5 0 0 1 1.5 1.8l-1.2 6a1.5 1.5 0 0 1-1.5 1.2H8.3l-1.8-1z";

export function Thumb({ isDown }: { isDown: boolean }) {
  return (
    <svg width={18} height={18} viewBox="0 0 20 20" aria-hidden="true" style={{ display: "block" }}>
      <path
        d={PATH}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.4}
        strokeLinejoin="round"
        transform={isDown ? "rotate(180 10 10)" : undefined}
      />
    </svg>
  );
}
