/** The roll of the printer beside this machine: a browser remembers its width, in millimetres. */
import type { NetworkClient } from "../../network/network_client.ts";

export function rollWidth({ platform }: NetworkClient): "58" | "80" {
  return platform.storage.getItem("comptoir.paper") === "58" ? "58" : "80";
}
