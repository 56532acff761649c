/** Comptoir: a shop's till server in one file. The only module that does something when it is loaded. */
import { serveAsOwnProcess } from "./server/cli/own_processes.ts";
import { runProgram } from "./server/cli/program.ts";

const code = await serveAsOwnProcess(Deno.args) ?? await runProgram(Deno.args);
if (code !== null) Deno.exit(code);
