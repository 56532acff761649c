/** A certificate for localhost, made by openssl, that is gone with the trial. */
import { join } from "node:path";

export interface Certificate {
  readonly folder: string;
  readonly cert: string;
  readonly key: string;
  /** Both in one file, as HAProxy wants them. */
  readonly both: string;
  /** The certificate's text, for who is to trust it. */
  readonly pem: string;
}

export async function ownCertificate(): Promise<Certificate> {
  const folder = await Deno.makeTempDir({ prefix: "comptoir-proxies-" });
  const [cert, key, both] = ["cert.pem", "key.pem", "both.pem"].map((name) => join(folder, name)) as [string, string, string];
  const name = [
    "-subj",
    "/CN=localhost",
    "-addext",
    "subjectAltName=DNS:localhost",
    "-addext",
    "basicConstraints=critical,CA:FALSE",
  ];
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, "-days", "2", ...name];
  const { success, stderr } = await new Deno.Command("openssl", { args }).output();
  if (!success) throw new Error(`openssl: ${new TextDecoder().decode(stderr)}`);
  const pem = await Deno.readTextFile(cert);
  await Deno.writeTextFile(both, pem + await Deno.readTextFile(key));
  return { folder, cert, key, both, pem };
}
