/** The page inside an archive, opened in a real browser as an auditor would. */
import { createHash, createPrivateKey, sign } from "node:crypto";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { findChromium, launchBrowser } from "./browser.ts";
import type { Person } from "./server.ts";

export async function fetchArchive(owner: Person, periode: string): Promise<Uint8Array> {
  const response = await owner.get(`/api/archives/${periode}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status !== 200) throw new Error(strFromU8(bytes));
  return bytes;
}

/** The page as the build has made it, which goes into every archive. */
export function builtPage(): Promise<string> {
  return Deno.readTextFile(new URL("../../static/build/archive/verifier.html", import.meta.url));
}

export interface Verdict {
  readonly verdict: string;
  readonly details: string;
}

/**
 * Asks each archive's own page about it, or the given `page`, with the fingerprints that were typed; null without a browser on
 * this machine.
 */
export async function verdicts(
  asked: readonly { archive: Uint8Array; keys?: string; page?: string | Uint8Array }[],
): Promise<Verdict[] | null> {
  const chromium = findChromium();
  if (chromium === null) {
    console.log("ignored: no Chromium on this machine to open the verifier in");
    return null;
  }
  const folder = await Deno.makeTempDir({ prefix: "comptoir-archive-" });
  const browser = await launchBrowser(chromium);
  try {
    const page = await browser.newPage();
    const answers: Verdict[] = [];
    for (const { archive, keys, page: given } of asked) {
      const html = given ?? unzipSync(archive)["verifier.html"]!;
      await Deno.writeFile(`${folder}/verifier.html`, typeof html === "string" ? strToU8(html) : html);
      await Deno.writeFile(`${folder}/archive.zip`, archive);
      await page.goto(`file://${folder}/verifier.html`);
      if (keys !== undefined) await page.fill("#key", keys);
      await page.setInputFiles("#archive", `${folder}/archive.zip`);
      await page.waitForFunction("['good', 'bad'].includes(document.getElementById('verdict').className)");
      answers.push({ verdict: (await page.textContent("#verdict"))!, details: (await page.textContent("#details"))! });
    }
    return answers;
  } finally {
    await browser.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** What somebody with the key can do to an archive: lines dropped or changed, and all of it signed anew. */
export function forgeArchive(
  archive: Uint8Array,
  keyPem: string,
  change: (file: string, line: string) => string | null,
  alter: (manifest: Record<string, unknown>) => void = () => {},
): Uint8Array {
  const files = unzipSync(archive);
  for (const name of ["journal_fiscal.jsonl", "continuite.jsonl"]) {
    const lines = strFromU8(files[name]!).split("\n").filter((line) => line !== "").map((line) => change(name, line));
    files[name] = strToU8(lines.filter((line) => line !== null).map((line) => `${line}\n`).join(""));
  }
  const manifest = JSON.parse(strFromU8(files["manifeste.json"]!));
  for (const file of manifest.fichiers) {
    const bytes = files[file.nom]!;
    Object.assign(file, { octets: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
  }
  alter(manifest);
  files["manifeste.json"] = strToU8(JSON.stringify(manifest));
  const signature = sign("sha256", files["manifeste.json"], { key: createPrivateKey(keyPem), dsaEncoding: "ieee-p1363" });
  files["manifeste.sig"] = strToU8(signature.toString("base64url"));
  return zipSync(files);
}
