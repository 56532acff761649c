/** `comptoir tls …`: HTTPS on the shop's own network, without a name that the Internet knows. */
import type { DataFolder } from "../database/files/folder.ts";
import { Certificates } from "../security/certificates.ts";
import { namesOf } from "./certificate.ts";
import { existingFolder, Refused } from "./console.ts";
import { perform, performLooking } from "./lock.ts";
import { type Authorities, foundAuthority, renewCertificate, type Told } from "./tls_actions.ts";

interface Flags {
  readonly data?: string;
  readonly again?: boolean;
}

export async function init({ data, again = false }: Flags): Promise<number> {
  const folder = existingFolder(data);
  const { fingerprint, until } = await perform<Told>(
    folder,
    "tls_init",
    { again: again ? "yes" : "" },
    () => foundAuthority(alone(folder), again),
  );
  console.log(`The shop has an authority of its own, good until ${until.slice(0, 10)}. SHA-256 ${fingerprint}`);
  console.log(
    "A server that runs speaks HTTPS at once, else at its next start, beside HTTP. Now tell the tills: comptoir tls trust",
  );
  return 0;
}

export async function renew({ data }: Flags): Promise<number> {
  const folder = existingFolder(data);
  await perform<Told>(folder, "tls_renew", {}, () => renewCertificate(alone(folder)));
  console.log("The server has another certificate, for its present names and addresses. Tills need not be told.");
  return 0;
}

export async function trust({ data }: Flags): Promise<number> {
  const folder = existingFolder(data);
  const certificates = new Certificates(folder);
  const { authority } = certificates;
  if (authority === null) throw new Refused("The shop has no authority of its own: make one with 'comptoir tls init'.");
  const file = certificates.authorityFile;
  // A running server alone knows at which port, and by which addresses, tills find the page.
  const urls = await performLooking<readonly string[]>(folder, "trust_urls", {}, () => Promise.resolve([]));
  const page = urls.length > 0 ? urls.join(" or ") : "http://THIS-PC:8080/confiance (8080, or what the server's --port says)";
  console.log(`${authority.name}, good until ${authority.until.slice(0, 10)}. SHA-256 ${authority.fingerprint}`);
  console.log(`Certificate: ${file}

On each till open ${page}, compare the fingerprint, and follow the page. Or by hand:
  Windows (as administrator)  certutil -addstore -f Root "${file}"
  macOS                       sudo security add-trusted-cert -d -r trustRoot -k /Library/Keychains/System.keychain "${file}"
  Debian, Ubuntu              sudo cp "${file}" /usr/local/share/ca-certificates/comptoir.crt && sudo update-ca-certificates
  Chrome on Linux             certutil -d sql:$HOME/.pki/nssdb -A -t C,, -n "${authority.name}" -i "${file}"
  Android, iPhone, iPad       the page alone`);
  return 0;
}

/** What the folder itself knows: of other names than this PC's own, its server knows when it starts. */
function alone(folder: DataFolder): Authorities {
  const certificates = new Certificates(folder);
  const names = () => namesOf({ allowHost: [] });
  return {
    get authority() {
      return certificates.authority;
    },
    found: async () => {
      await certificates.found(names(), Date.now());
      return certificates.authority!;
    },
    renew: () => certificates.renew(names(), Date.now()),
  };
}
