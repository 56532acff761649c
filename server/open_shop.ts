/** Opens the shop of a folder that is held by this process: its database with all that works on it, and its people. */
import { Backups } from "./backups.ts";
import type { Application } from "./database/application.ts";
import type { Clock } from "./database/clock.ts";
import type { DiskSpace } from "./database/files/disk_space.ts";
import type { DataFolder } from "./database/files/folder.ts";
import { type DatabaseOptions, DatabaseService } from "./database/service.ts";
import type { CommandLine } from "./database/processes/own_process.ts";
import { Casualties, type LastResort } from "./database/workers/casualties.ts";
import { HeadOfficeLink } from "./head_office_link.ts";
import { type ErrandProcesses, LongWork } from "./long_work.ts";
import { Accounts } from "./security/accounts.ts";
import { Publications } from "./publications.ts";
import { VouchersHome } from "./vouchers_home.ts";
import { ApiTokens } from "./security/api_tokens.ts";
import { Passwords } from "./security/passwords.ts";
import { Pins } from "./security/pins.ts";
import { Refusals } from "./security/refusals.ts";
import { SessionManager } from "./security/session_manager.ts";
import { SingleMachine } from "./security/single_machine.ts";
import { Tokens } from "./security/tokens.ts";
import { shippedSchema } from "./shipped_schema.ts";
import { Sealing } from "./sealing.ts";
import { startWorker } from "./workers.ts";

export interface ShopOptions {
  readonly folder: DataFolder;
  readonly application: Application;
  readonly version: string;
  readonly clock: Clock;
  readonly lastResort: LastResort;
  readonly processes: ErrandProcesses & DatabaseOptions["processes"] & { readonly headOffice: CommandLine };
  /** Cashiers and sellers work on the server PC too, whatever its folder keeps. */
  readonly singleMachine: boolean;
  /** Room on the disk; null where nobody watches it. */
  readonly disk: DiskSpace | null;
  /** What a till's person may write into the journal; null for no limit. */
  readonly journalBytesPerMinute: number | null;
}

export interface OpenShop {
  readonly database: DatabaseService;
  readonly singleMachine: SingleMachine;
  readonly sessions: SessionManager;
  readonly apiTokens: ApiTokens;
  readonly refusals: Refusals;
  readonly accounts: Accounts;
  readonly pins: Pins;
  readonly longWork: LongWork;
  readonly backups: Backups;
  readonly headOffice: HeadOfficeLink;
  readonly sealing: Sealing;
  readonly publications: Publications;
  /** Ends what is under way and closes the file. */
  close(): Promise<void>;
}

export async function openShop(options: ShopOptions): Promise<OpenShop> {
  const { folder, clock } = options;
  const tokens = new Tokens(folder.key("token"));
  const casualties = new Casualties(options.lastResort);
  const longWork = new LongWork(folder, options.processes);
  const database = await DatabaseService.open({
    ...options,
    startWriter: () => startWorker("writer"),
    startReader: () => startWorker("reader"),
    wholeSchema: shippedSchema,
    casualties,
  });
  const headOffice = new HeadOfficeLink(folder, options.processes.headOffice, database);
  const passwords = new Passwords(() => startWorker("passwords"), casualties);
  const singleMachine = new SingleMachine(database, options.singleMachine);
  const sessions = new SessionManager(database, tokens, singleMachine, clock);
  const publications = new Publications(database, sessions, options.application, () => headOffice.status !== null);
  headOffice.publications = publications;
  headOffice.vouchers = new VouchersHome(database, options.application.vouchers);
  const refusals = new Refusals(database);
  return {
    database,
    singleMachine,
    sessions,
    apiTokens: new ApiTokens(database, clock),
    refusals,
    pins: new Pins(database, passwords, refusals, singleMachine, clock, options.application.devices),
    accounts: new Accounts(database, passwords, sessions, refusals, singleMachine),
    longWork,
    backups: new Backups(folder, database, longWork, clock),
    headOffice,
    sealing: new Sealing(database, longWork, headOffice, options.application.sealable, clock),
    publications,
    async close() {
      headOffice.stop();
      publications.stop();
      longWork.close();
      await database.close();
      passwords.close();
    },
  };
}
