/** Whose a type is, as the person sees it. */
import { useMe } from "../../session/me";

export type Owner = "mine" | "platform" | "other";

export function useOwnerOf(): (publisher: string) => Owner {
  const tenant = useMe()?.tenant_id;
  return (publisher) => (publisher === tenant ? "mine" : publisher === "platform" ? "platform" : "other");
}

export const OWNER_WORDS: Readonly<Record<Owner, string>> = {
  mine: "Yours",
  platform: "The platform's",
  other: "Another tenant's",
};
