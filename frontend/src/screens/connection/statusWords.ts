import type { Connection } from "../../api";

/** The key of the status in the guides' words. */
export function statusKey(connection: Connection, importing: boolean): string {
  if (connection.state === "connected" && importing) return "connection.status.syncing";
  if (connection.state === "connected" && connection.organizationKind === "practice") {
    return "connection.status.connectedPractice";
  }
  const known = ["connecting", "connected", "lapsed"].includes(connection.state);
  return `connection.status.${known ? connection.state : "none"}`;
}
