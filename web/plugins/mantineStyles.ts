/** Of Mantine's styles, those of the components in use; all of them would be a sixth of the first visit's bytes. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Plugin } from "vite";

const WEB = join(import.meta.dirname, "..");
const CORE = join(WEB, "node_modules/@mantine/core");
const ALWAYS = ["baseline", "default-css-variables", "global"];
const USERS = ["src", "node_modules/@mantine/notifications/esm"];
const NAMES = /import\s*(?:type\s*)?\{([^}]*)\}\s*from\s*["']([^"']+)["']/g;
const RELATIVE = /from\s*"(\.[^"]+)"/g;

/** In a build, `@mantine/core/styles.css` becomes what is used of it; while developing it stays whole. */
export function mantineStyles(): Plugin {
  return {
    name: "mantine-styles",
    apply: "build",
    enforce: "pre",
    load(id) {
      return id.endsWith("/@mantine/core/styles.css") ? stylesOf(componentsIn(USERS)) : null;
    },
  };
}

/** The rules that these exports of `@mantine/core` need, in the order of the whole, which decides between rules. */
export function stylesOf(components: ReadonlySet<string>): string {
  const whole = readFileSync(join(CORE, "styles.css"), "utf8");
  const files = new Set([...ALWAYS, ...stylesheetsOf(components)]);
  const pieces = [...files].map((name) => readFileSync(join(CORE, "styles", `${name}.css`), "utf8").trim());
  return pieces.sort((one, other) => whole.indexOf(one) - whole.indexOf(other)).join("\n");
}

function componentsIn(folders: readonly string[]): Set<string> {
  const files = folders.flatMap((folder) =>
    readdirSync(join(WEB, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|mjs)$/.test(name))
      .map((name) => join(WEB, folder, name)),
  );
  return new Set(files.flatMap((file) => namesFrom(readFileSync(file, "utf8"), "@mantine/core")));
}

function namesFrom(text: string, wanted: string): string[] {
  return [...text.matchAll(NAMES)]
    .filter(([, , from]) => from === wanted)
    .flatMap(([, names]) => (names ?? "").split(","))
    .map((name) =>
      name
        .trim()
        .replace(/^type\s+/, "")
        .replace(/\s+as\s+.*$/, ""),
    )
    .filter(Boolean);
}

/** By the imports of their modules: a component's styles include those of what it is made of. */
function stylesheetsOf(components: ReadonlySet<string>): Set<string> {
  const index = join(CORE, "esm/index.mjs");
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, next] of readFileSync(file, "utf8").matchAll(RELATIVE))
      visit(resolve(dirname(file), next ?? ""));
  };
  for (const [, names, from] of readFileSync(index, "utf8").matchAll(NAMES)) {
    if (from?.startsWith(".") && (names ?? "").split(",").some((name) => components.has(name.trim()))) {
      visit(resolve(dirname(index), from));
    }
  }
  const modules = [...seen].filter((file) => file.endsWith(".module.mjs"));
  return new Set(modules.map((file) => basename(file, ".module.mjs")));
}
