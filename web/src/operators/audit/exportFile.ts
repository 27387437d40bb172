/** An export as a file: its name says whose it is and of which days. */
import type { ExportWanted } from "./audit";

/** `today` stands for an open last day, as the server takes it. */
export function fileName({ user_id, agent_id, from, to }: ExportWanted, today: string): string {
  const whose = [user_id, agent_id].filter(Boolean).map(tame);
  const period = `${from || "from-the-beginning"}_to_${to || today}`;
  return `${["audit", ...whose, period].join("_")}.ndjson`;
}

function tame(id: string): string {
  return id.replace(/[^A-Za-z0-9_.-]+/g, "-");
}

/** Hands the text to the browser as a download. */
export function download(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "application/x-ndjson" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
