/**
 * Holds the documents of a running server against other people's tools, which are fetched from npm: of OpenAPI two linters without
 * a word, and a client that `openapi-typescript` makes, by which a shop's day is worked through; of AsyncAPI one of them, and a
 * socket whose frames `ajv` judges.
 *
 * `deno task contract [--out FILE]` leaves the document there.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startServer } from "../tests/support/server.ts";

const FOLDER = new URL("./contract/", import.meta.url).pathname;
/** The upgrade to a WebSocket is answered 101; whoever runs a shop is the one to write to, and no document knows them. */
const REDOCLY = "extends: [recommended]\nrules:\n  operation-2xx-response: off\n";
const SPECTRAL_LIVE = "extends: [spectral:asyncapi]\nrules:\n  asyncapi-info-contact: off\n";
const SPECTRAL = "extends: [spectral:oas]\nrules:\n  operation-success-response: off\n  info-contact: off\n";
const SPECTRAL_CLI = "npm:@stoplight/spectral-cli@6.16.3";

async function contract(out: string | undefined): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "comptoir-contract-" });
  await using server = await startServer({ flags: ["--single-machine"] });
  try {
    const document = join(folder, "openapi.json");
    await Deno.writeTextFile(document, await (await fetch(`${server.url}/api/openapi.json`)).text());
    const live = join(folder, "asyncapi.json");
    await Deno.writeTextFile(live, await (await fetch(`${server.url}/api/asyncapi.json`)).text());
    if (out !== undefined) await Deno.copyFile(document, out);
    await Deno.writeTextFile(join(folder, "redocly.yaml"), REDOCLY);
    await Deno.writeTextFile(join(folder, "spectral.yaml"), SPECTRAL);
    await Deno.writeTextFile(join(folder, "spectral_live.yaml"), SPECTRAL_LIVE);
    for (const name of ["day.ts", "live.ts"]) await Deno.copyFile(join(FOLDER, name), join(folder, name));
    const steps: readonly (readonly string[])[] = [
      ["npm:@redocly/cli@2.77.0", "lint", document, "--config", join(folder, "redocly.yaml"), "--max-problems", "20"],
      [SPECTRAL_CLI, "lint", document, "--ruleset", join(folder, "spectral.yaml"), "-F", "hint"],
      [SPECTRAL_CLI, "lint", live, "--ruleset", join(folder, "spectral_live.yaml"), "-F", "hint"],
      ["npm:openapi-typescript@7.13.0", document, "-o", join(folder, "paths.ts")],
      ["--check", join(folder, "day.ts"), server.url],
      ["--check", join(folder, "live.ts"), live, server.url],
    ];
    for (const step of steps) {
      const args = ["run", "-A", "--quiet", "--no-config", ...step];
      const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: folder }).output();
      const text = new TextDecoder().decode(new Uint8Array([...stdout, ...stderr]));
      console.log(`${success ? "sound" : "NOT SOUND"}: ${step.find((arg) => !arg.startsWith("--"))}`);
      if (success && /\b(?:warning|warnings)\b/.test(text.replace(/Deprecation warning/g, ""))) return fail(text);
      if (!success) return fail(text);
    }
    return 0;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function fail(text: string): number {
  console.error(text);
  return 1;
}

const { values } = parseArgs({ args: Deno.args, options: { out: { type: "string" } } });
Deno.exit(await contract(values.out));
