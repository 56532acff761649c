/** The addresses that are nobody's on the Internet: those of a shop's own network. */
import { BlockList, isIPv6 } from "node:net";

/** Address and bits: RFC 1918, 6598, 3927, 4193, 4291, and this machine. */
export const LOCAL_NETWORKS = [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["127.0.0.0", 8],
  ["fc00::", 7],
  ["fe80::", 10],
  ["::1", 128],
] as const;

const known = new BlockList();
for (const [address, bits] of LOCAL_NETWORKS) known.addSubnet(address, bits, familyOf(address));

export function isLocal(address: string): boolean {
  return known.check(address, familyOf(address));
}

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIPv6(address) ? "ipv6" : "ipv4";
}
