/** The commands of a chain's head office, and of a shop that belongs to one. */
import type { Command, Option } from "commander";
import { countFromOne } from "./flag_values.ts";

/** A flag with its environment variable, `COMPTOIR_…`. */
export type Flag = (flags: string, text: string, name: string) => Option;

/** What it takes from the program that it is added to. */
interface Shared {
  readonly flag: Flag;
  /** The flag of the shop's own folder. */
  readonly data: () => Option;
  readonly finish: (code: number | null) => void;
}

export function addHeadOffice(program: Command, { flag, data, finish }: Shared): void {
  const headOffice = program.command("head-office").description(
    "a chain's database: init, enrol, publish, publications, verify, rebuild, for head office; join, leave, status, for a shop",
  );
  const chain = (command: Command) =>
    command
      .addOption(
        flag(
          "--database <url>",
          "head office's database, as postgres://USER:PASSWORD@HOST/NAME; others on this PC can read a password given here in " +
            "the list of processes: give it by the variable",
          "HEAD_OFFICE_DATABASE",
        )
          .makeOptionMandatory(),
      )
      .option("--ca <file>", "the certificate (PEM) of the authority that signed the database's");
  chain(headOffice.command("init").description("prepare the database, or bring it to this version; as often as you like"))
    .action(async (flags) => finish(await (await import("./head_office.ts")).init(flags)));
  chain(headOffice.command("enrol").description("make the file by which a shop may add to its own records there"))
    .requiredOption("--shop <name>", "the shop's name")
    .option("--address <host[:port]>", "where shops reach the database, if elsewhere than head office")
    .option("--out <file>", "where the file goes; comptoir-SHOP.json by default")
    .option("--again", "another file for a shop that is enrolled already: the one of before is void")
    .option("--qr", "show it as a code as well, where it is short enough")
    .action(async (flags) => finish(await (await import("./head_office.ts")).enrol(flags)));
  chain(headOffice.command("verify").description("walk what is there of every shop; exit code 1 names the first wrong record"))
    .option("--shop <name>", "of one shop alone")
    .action(async (flags) => finish(await (await import("./head_office.ts")).verify(flags)));
  chain(headOffice.command("rebuild").description("make the tables of figures anew from the records"))
    .option("--shop <name>", "of one shop alone")
    .action(async (flags) => finish(await (await import("./head_office.ts")).rebuild(flags)));
  chain(
    headOffice.command("publish <kind> <file>").description(
      "send articles, prices, people, settings, a message or rules down to shops; exit code 1 names what is wrong with the file",
    ),
  )
    .option("--shops <names>", "these shops, parted by commas; all by default, those that are enrolled later too")
    .option("--from <date>", "from when on, by each shop's own clock: 2026-12-15 or 2026-12-15T06:00; at once by default")
    .option("--dry-run", "only look at the file")
    .addHelpText("after", PUBLISHED)
    .action(async (kind: string, file: string, flags) =>
      finish(await (await import("./head_office_publish.ts")).publish(kind, file, flags))
    );
  chain(headOffice.command("publications").description("what was published, and what became of it in each shop"))
    .option("--last <number>", "so many of them", countFromOne, 20)
    .action(async (flags) => finish(await (await import("./head_office_publish.ts")).publications(flags)));
  headOffice.command("join <file>").description("on a shop's server PC: take head office's file, once").addOption(data())
    .action(async (file: string, flags) => finish(await (await import("./head_office_shop.ts")).join(file, flags)));
  headOffice.command("leave").description("send nothing any more").addOption(data())
    .action(async (flags) => finish(await (await import("./head_office_shop.ts")).leave(flags)));
  headOffice.command("status").description("how the link stands; exit code 1 when something is wrong").addOption(data())
    .action(async (flags) => finish(await (await import("./head_office_shop.ts")).status(flags)));
}

const PUBLISHED = `
Kinds, and what the file is:
  articles   CSV as the console imports it, or JSON; 'reference' is head office's own name of an article, its code without one
  prices     CSV or JSON: reference or code_barres, prix_ttc
  people     CSV or JSON: identifiant, nom, role (caisse, vendeur), actif; never a password: the shop's owner gives one there
  settings   JSON: {"reglages":{"especes_max":100000, …}}
  message    JSON: {"texte":"…","pour":"caisses" | "proprietaire" | "tous","jusqu_au":"2026-12-31"}
  rules      JSON: {"libres":["prix_ttc"]}, the columns of an article that a shop may set itself`;
