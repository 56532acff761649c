/** The words of HTTPS, in English. */
import type { HttpsMessages } from "./https_fr.ts";

export const https: HttpsMessages = {
  make: "Turn HTTPS on",
  none:
    "By HTTP, who is on the shop’s network can read what passes there. HTTPS prevents it, without a domain name or the Internet.",
  lead: "Each device first trusts the shop, once: open the address below on it and compare the fingerprint.",
  trust: "Trust",
  fingerprint: "SHA-256 fingerprint",
  addresses: "Then the shop",
  until: "Good until",
  only: "HTTPS alone",
  onlyHint:
    "Nobody signs in by HTTP over the network any more; who is signed in finishes the work. At the HTTPS address a bound device has to be bound again.",
};
