/** Where the navigation leads, and for whom. The server authorises; this only spares people pages that refuse them. */
import type { Role } from "../session/me";

export interface Place {
  to: string;
  label: string;
  roles: readonly Role[];
}

export const PLACES: readonly Place[] = [
  { to: "/chat", label: "Chat", roles: ["customer", "viewer"] },
  { to: "/inbox", label: "Inbox", roles: ["customer", "approver", "operator", "viewer"] },
  { to: "/agents", label: "My agents", roles: ["customer"] },
  { to: "/ops/agents", label: "Hired agents", roles: ["operator"] },
  { to: "/ops/types", label: "Agent types", roles: ["operator"] },
  { to: "/ops/drafts", label: "Drafts", roles: ["operator"] },
  { to: "/ops/approvals", label: "Approvals", roles: ["operator"] },
  { to: "/ops/denials", label: "Denials", roles: ["operator"] },
  { to: "/ops/controls", label: "Controls", roles: ["operator"] },
  { to: "/ops/audit", label: "Audit", roles: ["operator"] },
];

export function placesFor(roles: ReadonlySet<Role>): Place[] {
  return PLACES.filter((place) => place.roles.some((role) => roles.has(role)));
}

/** Where a person begins. */
export function homeOf(roles: readonly string[]): string {
  return placesFor(new Set(roles as Role[]))[0]?.to ?? "/inbox";
}
