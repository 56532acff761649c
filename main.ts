/** Comptoir: a shop's till server in one file. The only module that does something when it is loaded. */
import { runProgram } from "./server/cli/program.ts";

const code = await runProgram(Deno.args);
if (code !== null) Deno.exit(code);
