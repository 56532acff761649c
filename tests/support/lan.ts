/** The address at which others reach this machine; null on one that is in no network. */
import { networkInterfaces } from "node:os";

export const LAN: string | null = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? null;

/** Why what is said of it is not looked at here. */
export const NO_LAN = "ignored: this machine is in no network";
