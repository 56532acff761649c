/** Has the port, the address and the certificate before anything is made; else one sentence says what is in the way. */
import { readFileSync } from "node:fs";
import { type ListenAt, Listener } from "../http/listener.ts";
import { Refused } from "./console.ts";
import type { ServeFlags } from "./serve_flags.ts";

export function listen(flags: ServeFlags): Listener {
  const { host, port } = flags;
  const tls = readTls(flags);
  try {
    return Listener.open({ host, port, tls });
  } catch (error) {
    throw new Refused(addressSentence(error, flags));
  }
}

function addressSentence(error: unknown, { host, port }: ServeFlags): string {
  if (error instanceof Deno.errors.AddrInUse) {
    return `Port ${port} is taken by another program: close it, or choose another port with --port.`;
  }
  if (error instanceof Deno.errors.AddrNotAvailable) {
    return `This machine has no address '${host}': choose one that it has with --host, or leave --host out.`;
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return `Port ${port} may not be used by this account: choose ${port < 1024 ? "one above 1023" : "another"} with --port.`;
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
