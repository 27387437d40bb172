/** What the API names in a word, as people read it: any field, status or rule, also one that is new. Pure. */

const CAPITALS: Readonly<Record<string, string>> = {
  url: "URL",
  id: "ID",
  inr: "INR",
  usd: "USD",
  urn: "URN",
};

/** `limit_price` and `check.exchange` are "Limit price" and "Check exchange"; an amount says its currency. */
export function named(name: string): string {
  const said = name.replace(/_(inr|usd)$/, " in $1").replace(/_at$/, "");
  const words = said.split(/[._\s]+/).filter(Boolean);
  const plain = words.map((word) => CAPITALS[word] ?? word).join(" ");
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** The last step of a JSON pointer, by its name; all of it where it leads into a list. */
export function placeNamed(pointer: string): string {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.map(named).join(", ") || "All of it";
}
