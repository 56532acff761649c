/** The address at which others reach this machine; null on one that is in no network. */
import { networkInterfaces } from "node:os";
import { where } from "./where.ts";

export const LAN: string | null = Object.values(networkInterfaces()).flatMap((list) => list ?? [])
  .find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? null;

/** What is said of it is looked at where it is in one. */
export const inNetwork = where(LAN !== null, "this machine is in no network");
