/** What the accounts that a draft goes out by, and their providers, are called; for who has connected them. */
import { useQuery } from "@tanstack/react-query";
import { useRoles } from "../../session/me";
import { named } from "../../ui/values/names";
import { accountsQuery } from "../credentials/accounts";

function useAccounts() {
  const isCustomer = useRoles().has("customer");
  return useQuery({ ...accountsQuery, staleTime: 60_000, enabled: isCustomer }).data;
}

/** "LinkedIn"; from its own name where nobody says it better. */
export function usePlatformTitle(): (platform: string) => string {
  const accounts = useAccounts();
  return (platform) => accounts?.doors.get(platform)?.form.title ?? named(platform);
}

/** "Sunrise (…4f2a)"; undefined for another's, and where there is none. */
export function useAccountWords(credentialRef: unknown): string | undefined {
  const account = useAccounts()?.all.find((one) => one.credential_ref === credentialRef);
  if (!account) return undefined;
  const end = account.last4 ? ` (…${account.last4})` : "";
  return `${account.name || named(account.provider)}${end}`;
}
