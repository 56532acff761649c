/** What is written once: where Workers and processes are started, and how a shop is opened. */
import assert from "node:assert/strict";
import { MODULES } from "../../scripts/compile/program.ts";
import { WORKERS } from "../../server/workers.ts";

const SERVER = new URL("../../server/", import.meta.url).pathname;

/** The files of the server, by their paths below it, in which something stands. */
function filesWith(pattern: RegExp, folder = SERVER): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    const path = `${folder}${name}`;
    if (isDirectory) return filesWith(pattern, `${path}/`);
    return pattern.test(Deno.readTextFileSync(path)) ? [path.slice(SERVER.length)] : [];
  }).sort();
}

Deno.test("every Worker has its file and its name, by which it is started and packed into the executable", () => {
  const files = [...Deno.readDirSync(`${SERVER}workers`)].map(({ name }) => name).sort();
  assert.deepEqual(WORKERS.map((name) => `${name}.ts`).sort(), files);
  assert.deepEqual(filesWith(/\bnew Worker\(/), ["workers.ts"]);
  assert.deepEqual(MODULES, WORKERS.map((name) => `server/workers/${name}`));
});

Deno.test("a shop is opened in one place, and so are its writer, its processes and those who act for nobody", () => {
  assert.deepEqual(filesWith(/\bDatabaseService\.open\(/), ["open_shop.ts"]);
  assert.deepEqual(filesWith(/\bnew (?:Writer|SessionManager|Accounts|Passwords)\(/), [
    "cli/demo.ts", // hashes passwords for a shop that it makes in memory
    "database/writing/make_writer.ts",
    "open_shop.ts",
  ]);
  assert.deepEqual(filesWith(/\bnew Deno\.Command\(/), [
    "cli/browser.ts", // the owner's
    "cli/service.ts", // the system's own manager of services
    "cli/succession.ts", // the server itself
    "cli/till.ts", // a till's browser, and what starts it
    "database/processes/own_process.ts",
    "devices/serial_line.ts", // the system's own setting of a line
  ]);
  assert.deepEqual(filesWith(/username: "(?:comptoir|console)"/), ["database/actors.ts"]);
});
