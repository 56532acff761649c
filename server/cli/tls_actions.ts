/** What a running server, or a command without one, does about the shop's authority. */
import type { Trusted } from "../security/certificates.ts";
import { Refused } from "./console.ts";

/** The shop's, of a running server or of its folder alone. */
export interface Authorities {
  readonly authority: Trusted | null;
  found(): Promise<Trusted>;
  renew(): Promise<unknown>;
}

export interface Told {
  readonly fingerprint: string;
  readonly until: string;
}

export async function foundAuthority(shop: Authorities, again: boolean): Promise<Told> {
  const before = shop.authority;
  if (before !== null && !again) {
    throw new Refused(
      `The shop has an authority already (${before.name}, SHA-256 ${before.fingerprint}): 'comptoir tls renew' signs another ` +
        "certificate; with --again another authority is made, which every till has to be told to trust.",
    );
  }
  const { fingerprint, until } = await shop.found();
  return { fingerprint, until };
}

export async function renewCertificate(shop: Authorities): Promise<Told> {
  if (shop.authority === null) throw new Refused("The shop has no authority of its own: make one with 'comptoir tls init'.");
  await shop.renew();
  const { fingerprint, until } = shop.authority;
  return { fingerprint, until };
}
