/** The command line: what can be asked, with its flags and their environment variables. */
import { Command, CommanderError, Help, Option } from "commander";
import { LIMITS } from "../../shared/limits.ts";
import { TEST_CLOCK } from "../database/clock.ts";
import { giveUpImport } from "../rights.ts";
import { Refused, waitForKey } from "./console.ts";
import {
  addresses,
  hostNames,
  lastNumbers,
  origin,
  portNumber,
  readSwitches,
  wholeNumber,
  withoutBrackets,
  yearNumber,
} from "./flag_values.ts";
import { addHeadOffice, type Flag } from "./head_office_commands.ts";
import { storageSentence } from "./sentence.ts";
import type { ServeFlags } from "./serve_flags.ts";
import { VERSION } from "./version.ts";

/** Runs a command line; resolves to the exit code, or null while a server goes on. */
export async function runProgram(args: readonly string[]): Promise<number | null> {
  // The one of its own processes that needs it is another command line's.
  giveUpImport();
  let code: number | null = 0;
  const program = createProgram((result) => code = result);
  try {
    if (Deno.build.standalone && Deno.env.has(TEST_CLOCK)) {
      throw new Refused(`${TEST_CLOCK} sets the clock of tests, and never a shop's: take it out of the environment.`);
    }
    await program.parseAsync([...args], { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    // Commander has told its own.
    if (!(error instanceof CommanderError)) console.error(sentenceOf(error));
    // Started by a double click, the window would close before anybody has read why.
    if (args.length === 0 && Deno.build.standalone && Deno.stdin.isTerminal()) await waitForKey();
    return error instanceof CommanderError ? 2 : 1;
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof Refused) return error.message;
  return storageSentence(error) ?? `Comptoir could not start: ${(error as Error).stack}`;
}

function createProgram(finish: (code: number | null) => void): Command {
  const program: Command = new Command("comptoir")
    .usage("[flags]\n       comptoir <command> [flags]")
    .description("A shop's till server in one file. Without a command it serves.")
    // What serves is no command of its own to anybody: its flags are the program's.
    .configureHelp({
      visibleOptions: (command) => [...command === program ? serving.options : [], ...new Help().visibleOptions(command)],
    })
    .version(VERSION)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`${text.trim()}. See comptoir --help\n`) })
    .showSuggestionAfterError(false);
  const flag: Flag = (flags, text, name) => {
    const option = new Option(flags, text);
    // An empty variable is how a service's file says that there is none.
    return Deno.env.get(`COMPTOIR_${name}`) === "" ? option : option.env(`COMPTOIR_${name}`);
  };
  const data = () => flag("--data <dir>", "folder of the database, its backups and keys", "DATA");

  const serving: Command = program
    .command("serve", { isDefault: true, hidden: true })
    .addOption(flag("--host <address>", "address to listen on", "HOST").default("0.0.0.0").argParser(withoutBrackets))
    .addOption(flag("--port <number>", "port to listen on", "PORT").default(8080).argParser(portNumber))
    .addOption(data())
    .addOption(flag("--single-machine", "let caisse and vendeur work on the server PC too", "SINGLE_MACHINE"))
    .addOption(
      flag("--allow-host <name...>", "another name that this server answers under", "ALLOW_HOST").default([], "none").argParser(
        hostNames,
      ),
    )
    .addOption(
      flag("--public-origin <origin>", "what browsers open behind a proxy, as https://NAME", "PUBLIC_ORIGIN").argParser(origin),
    )
    .addOption(
      flag("--trusted-proxy <address...>", "address of a proxy whose word on the caller is taken", "TRUSTED_PROXY")
        .default([], "none").argParser(addresses),
    )
    .addOption(flag("--no-open", "do not open the owner's page in the browser", "NO_OPEN"))
    .addOption(flag("--no-mdns", "do not announce comptoir.local on the local network", "NO_MDNS"))
    .addOption(flag("--demo", "fill an empty folder with a demo shop, which it stays", "DEMO"))
    .addOption(
      flag("--rate-limit <n>", "requests a minute for one session, 0 = off", "RATE_LIMIT").default(LIMITS.requestsPerMinute)
        .argParser(wholeNumber),
    )
    .addOption(flag("--tls-cert <file>", "certificate (PEM), with --tls-key", "TLS_CERT"))
    .addOption(flag("--tls-key <file>", "private key (PEM), with --tls-cert", "TLS_KEY"))
    .addOption(
      flag("--tls-port <number>", "port of HTTPS beside HTTP, once 'comptoir tls init' was run", "TLS_PORT").default(8443)
        .argParser(portNumber),
    )
    .allowExcessArguments(false)
    .hook("preAction", (_, command) => {
      readSwitches(command);
      if ((command.opts()["tlsCert"] === undefined) !== (command.opts()["tlsKey"] === undefined)) {
        command.error("error: --tls-cert and --tls-key go together: give both");
      }
    })
    .action(async (flags: ServeFlags) => {
      const { serve } = await import("./serve.ts");
      finish(await serve(flags, VERSION));
    });

  const user = program.command("user").description("accounts, from a terminal on the server PC: add, list, passwd, disable");
  user.command("add")
    .requiredOption("--username <name>")
    .addOption(new Option("--role <role>").choices(["administrateur", "caisse", "vendeur"]).makeOptionMandatory())
    .option("--name <name>", "the person's name")
    .requiredOption("--password-stdin", "read the password from standard input")
    .addOption(data())
    .action(async (flags) => finish(await (await import("./user.ts")).addUser(flags)));
  user.command("list").addOption(data()).action(async (flags) => finish(await (await import("./user.ts")).listUsers(flags)));
  user.command("passwd")
    .requiredOption("--username <name>")
    .requiredOption("--password-stdin", "read the password from standard input")
    .addOption(data())
    .action(async (flags) => finish(await (await import("./user.ts")).changePassword(flags)));
  user.command("disable")
    .requiredOption("--username <name>")
    .addOption(data())
    .action(async (flags) => finish(await (await import("./user.ts")).disableUser(flags)));

  program.command("backup [file]").description("copy the database while the shop works").addOption(data())
    .action(async (file: string | undefined, flags) => finish(await (await import("./backup.ts")).backup(file, flags)));
  program.command("restore <file>").description("put a copy in the place of the database")
    .addOption(
      new Option("--last-number <till=number>", "the last number that a till printed, as C1=123; once for each till").default(
        {},
        "none",
      )
        .argParser(lastNumbers),
    )
    .option("--accept-changed", "put back a copy that was changed since Comptoir wrote it, when there is no other")
    .addOption(data())
    .action(async (file: string, flags) => finish(await (await import("./backup.ts")).restore(file, flags)));
  program.command("till [browserFlags...]").description(
    "on a till's PC: find the shop's server and open its page as an application",
  )
    .addOption(flag("--server <host[:port]>", "where the server is; remembered from then on", "SERVER"))
    .option("--browser <program>", "the browser; the first Edge, Chrome or Chromium that is found without it")
    .option("--kiosk", "the whole screen")
    .option("--no-silent-print", "let the browser ask before each receipt")
    .option("--no-wait", "do not wait for a server that does not answer yet")
    .action(async (extra: string[], flags) => finish(await (await import("./till.ts")).till(flags, extra)));
  const journal = program.command("journal").description("the record of all that happened: verify, seal");
  journal.command("verify [file]").description("walk its chain, or that of a copy; exit code 1 names the first wrong record")
    .addOption(data())
    .action(async (file: string | undefined, flags) => {
      const { verify, verifyCopy } = await import("./journal.ts");
      finish(file === undefined ? await verify(flags) : await verifyCopy(file));
    });
  journal.command("seal").description("move the records of closed years into sealed files beside the database")
    .addOption(
      new Option("--through <year>", "the last year; the one that runs and the one before it stay").argParser(yearNumber)
        .makeOptionMandatory(),
    )
    .addOption(data())
    .action(async (flags) => finish(await (await import("./seal.ts")).seal(flags)));

  program.command("compact").description("write the database anew without its free pages, with the server stopped")
    .addOption(data())
    .action(async (flags) => finish(await (await import("./compact.ts")).compact(flags)));

  program.command("doctor").description("look for what may be wrong with this PC; exit code 1 when something is")
    .addOption(data())
    .addOption(flag("--port <number>", "the port that the server is to have", "PORT").default(8080).argParser(portNumber))
    .option("--json", "as JSON, for programs")
    .action(async (flags) => finish(await (await import("./doctor.ts")).doctor(flags)));

  const service = program.command("service").description("run it whenever this PC runs: install, uninstall, status");
  for (const deed of ["install", "uninstall", "status"] as const) {
    service.command(deed)
      .addOption(data())
      .addOption(flag("--port <number>", "port to listen on", "PORT").default(8080).argParser(portNumber))
      .option("--system", "for the whole PC, from its start on, instead of for this user")
      .option("--dry-run", "only say what would be done")
      .action(async (flags) => finish(await (await import("./service.ts")).service(deed, flags)));
  }

  const tls = program.command("tls").description("HTTPS by an authority of the shop's own: init, renew, trust");
  tls.command("init").description("make the authority, and the server's first certificate")
    .option("--again", "another authority in the place of the present one: every till has to be told to trust it")
    .addOption(data()).action(async (flags) => finish(await (await import("./tls.ts")).init(flags)));
  tls.command("renew").description("sign another certificate for the server now; it does so by itself in time")
    .addOption(data()).action(async (flags) => finish(await (await import("./tls.ts")).renew(flags)));
  tls.command("trust").description("say how tills are told to trust the authority")
    .addOption(data()).action(async (flags) => finish(await (await import("./tls.ts")).trust(flags)));

  addHeadOffice(program, { flag, data, finish });

  // Asked by the build: a release must not carry a database engine that can damage a file.
  program.command("engine", { hidden: true }).action(async () => {
    const { engineWarning } = await import("./runtime.ts");
    console.log(engineWarning() ?? "ok");
    finish(0);
  });
  return program;
}
