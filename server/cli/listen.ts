/** Has the port, the address and the certificate before anything is made; else one sentence says what is in the way. */
import { readFileSync } from "node:fs";
import { type ListenAt, Listener } from "../http/listener.ts";
import type { Certificates } from "../security/certificates.ts";
import { Refused } from "./console.ts";
import type { ServeFlags } from "./serve_flags.ts";

/** `own` is the shop's own certificate, by which HTTPS is spoken beside HTTP; one that is given by hand stands for both. */
export function listen(flags: ServeFlags, own: Certificates): Listener {
  const { host, port, tlsPort } = flags;
  const tls = readTls(flags);
  const listener = opened(host, port, "--port", () => Listener.open({ host, port, tls }));
  try {
    const pair = tls === null ? own.server : null;
    if (pair !== null) opened(host, tlsPort, "--tls-port", () => listener.openSecure(tlsPort, pair));
    return listener;
  } catch (error) {
    void listener.stop();
    throw error;
  }
}

function opened<T>(host: string, port: number, flag: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw new Refused(addressSentence(error, host, port, flag));
  }
}

function addressSentence(error: unknown, host: string, port: number, flag: string): string {
  if (error instanceof Deno.errors.AddrInUse) {
    return `Port ${port} is taken by another program: close it, or choose another port with ${flag}.`;
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return `This machine has no address '${host}': choose one that it has with --host, or leave --host out.`;
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return `Port ${port} may not be used by this account: choose ${port < 1024 ? "one above 1023" : "another"} with ${flag}.`;
  }
  return `The address '${host}' cannot be listened on (${
    (error as Error).message
  }): choose another with --host, or leave it out.`;
}

function readTls({ tlsCert, tlsKey }: ServeFlags): ListenAt["tls"] {
  if (tlsCert === undefined || tlsKey === undefined) return null;
  const cert = readPem("--tls-cert", tlsCert);
  const key = readPem("--tls-key", tlsKey);
  try {
    // Not at the address that was asked for: what fails here is the files' fault.
    Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key }).close();
  } catch (error) {
    throw new Refused(pairSentence((error as Error).message, tlsCert, tlsKey));
  }
  return { cert, key };
}

function readPem(flag: string, path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new Refused(`The file '${path}' cannot be read (${(error as Error).message}): check ${flag}.`);
  }
}

function pairSentence(message: string, tlsCert: string, tlsKey: string): string {
  if (/no certificates/i.test(message)) return `There is no certificate (PEM) in '${tlsCert}': check --tls-cert.`;
  if (/no keys/i.test(message)) return `There is no private key (PEM, without a passphrase) in '${tlsKey}': check --tls-key.`;
  if (/mismatch/i.test(message)) {
    return `The key in '${tlsKey}' does not belong to the certificate in '${tlsCert}': check --tls-cert and --tls-key.`;
  }
  return `The certificate in '${tlsCert}' and the key in '${tlsKey}' cannot be used (${message}): check --tls-cert and --tls-key.`;
}
