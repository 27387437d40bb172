/** Markdown of an agent, which is not trusted: no HTML, no image is fetched, and a link says where it leads. */
import Marked, { type MarkdownToJSX } from "markdown-to-jsx/react";
import type { ReactNode } from "react";
import styles from "../chat.module.css";

const SAFE = /^(https?:\/\/|mailto:)/i;

interface LinkProps {
  href?: string;
  children?: ReactNode;
}

/** Another address than of the web or of mail is shown as its words. */
function Link({ href = "", children }: LinkProps) {
  if (!isSafe(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** A picture would tell its host who reads this, and when: it is a link. */
function Picture({ src = "", alt }: { src?: string; alt?: string }) {
  return <Link href={src}>{alt || src}</Link>;
}

function Done({ checked }: { checked?: boolean }) {
  return <input type="checkbox" checked={checked ?? false} disabled aria-label={checked ? "Done" : "Open"} />;
}

/** The page has its own h1 and h2. */
function Heading({ children }: { children?: ReactNode }) {
  return <h3>{children}</h3>;
}

const OPTIONS: MarkdownToJSX.Options = {
  disableParsingRawHTML: true,
  disableAutoLink: false,
  forceBlock: true,
  wrapper: null,
  sanitizer: (value) => (isSafe(value) ? value : null),
  overrides: { a: Link, img: Picture, input: Done, h1: Heading, h2: Heading },
};
const STREAMING: MarkdownToJSX.Options = { ...OPTIONS, optimizeForStreaming: true };

export default function Markdown({ text, isStreaming }: { text: string; isStreaming: boolean }) {
  return (
    <div className={styles.words}>
      <Marked options={isStreaming ? STREAMING : OPTIONS}>{text}</Marked>
    </div>
  );
}

function isSafe(address: string): boolean {
  return SAFE.test(address.trim()) && URL.canParse(address.trim());
}
