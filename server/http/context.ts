/** What every route is given: the services, and what the guard found out about the request. */
import type { Context } from "hono";
import type { Bilingual } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Mode } from "../../shared/roles.ts";
import type { Clock } from "../database/clock.ts";
import type { Actor, Gauge, Rights, Rule } from "../database/application.ts";
import type { BackupSettings, BackupTried, KeptBackup } from "../database/files/kept_backups.ts";
import type { DiskSpace } from "../database/files/disk_space.ts";
import type { Seal } from "../database/journal/seals.ts";
import type { ExportForm, JournalSearch } from "../database/journal/search.ts";
import type { Table } from "../database/schema/schema.ts";
import type { AskedDevice } from "../database/route.ts";
import type { YearToSeal } from "../database/sealing/years_to_seal.ts";
import type { DatabaseService } from "../database/service.ts";
import type { WorkUnderWay } from "../database/under_way.ts";
import type { LinkStatus } from "../head_office/link_status.ts";
import type { Displays } from "../realtime/displays.ts";
import type { Hub } from "../realtime/hub.ts";
import type { Accounts } from "../security/accounts.ts";
import type { ApiToken, ApiTokens } from "../security/api_tokens.ts";
import type { Trusted } from "../security/certificates.ts";
import type { Hosts } from "../security/hosts.ts";
import type { Callers } from "../security/mode.ts";
import type { Pins } from "../security/pins.ts";
import type { Refusals } from "../security/refusals.ts";
import type { SessionManager } from "../security/session_manager.ts";
import type { SingleMachine } from "../security/single_machine.ts";
import type { RequestThrottle } from "../security/throttle.ts";
import type { Connections } from "./connections.ts";
import type { Finding } from "./finding.ts";
import type { Flow, Inbound } from "./flow.ts";
import type { Rush } from "./rush.ts";
import type { Metrics } from "./request_metrics.ts";

export interface MadeArchive {
  /** Bytes of the ZIP. */
  readonly size: number;
  /** SHA-256 of the manifest: what the fiscal journal keeps of the archive. */
  readonly manifestHash: string;
  /** Its file is closed when it is read or cancelled. */
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
}

export interface Services {
  readonly database: DatabaseService;
  readonly singleMachine: SingleMachine;
  readonly sessions: SessionManager;
  readonly apiTokens: ApiTokens;
  readonly accounts: Accounts;
  readonly pins: Pins;
  readonly refusals: Refusals;
  readonly requests: RequestThrottle;
  readonly hosts: Hosts;
  readonly callers: Callers;
  readonly flow: Flow;
  readonly connections: Connections;
  readonly rush: Rush;
  readonly hub: Hub;
  readonly displays: Displays;
  /** What they say now; of each, one question at a time. */
  readonly devices: Readonly<Record<AskedDevice, (asked: JsonValue) => Promise<JsonValue>>>;
  readonly metrics: Metrics;
  /** See `RecentFigures`. */
  readonly recent: { readonly kept: Readonly<Record<string, readonly number[]>> };
  /** The application's rules by what is stored of each. */
  readonly rules: Readonly<Record<string, Rule>>;
  /** What people call the application's columns. */
  readonly labels: Readonly<Record<string, Bilingual>>;
  readonly rights: Rights;
  readonly tables: readonly Table[];
  /** Makes the journal's file, piece by piece: it throws in the end when that is not all. */
  readonly exportJournal: (search: JournalSearch, form: ExportForm, gzip: boolean) => AsyncGenerator<Uint8Array<ArrayBuffer>>;
  /** Walks both journals from their beginning; whoever asks meanwhile hears of the same walk. */
  readonly verifyJournal: () => Promise<unknown>;
  /** Builds the archive of a period beside the server's work, in a file; null for what is no period. Nobody waits for it once `signal` says so. */
  readonly makeArchive: (periode: string, signal: AbortSignal) => Promise<MadeArchive | null>;
  /** What was signed since the last day was closed: whether it is whole. */
  readonly verifyRecent: () => Promise<VerifiedRecent>;
  /** What the application tells who helps from afar; null for one that tells nothing. */
  readonly supportFacts: (actor: Actor) => Promise<unknown>;
  /** What the application tells a watcher of machines; nothing where the database does not answer in time. */
  readonly gauges: () => Promise<readonly Gauge[]>;
  /** The last complaints on the console, the oldest first. */
  readonly recentLog: () => readonly string[];
  /** Paths of this machine that are nobody else's affair, the longest first. */
  readonly folders: () => readonly string[];
  readonly backups: KeptBackups;
  readonly sealing: SealedJournal;
  /** What takes the server long at this moment. */
  readonly underWay: { readonly now: readonly WorkUnderWay[] };
  readonly headOffice: LinkedOffice;
  readonly vouchers: SharedVouchers;
  readonly restores: KeptRestores;
  readonly https: Https;
  /** Looks at the PC; writes nothing. */
  readonly doctor: () => Promise<readonly Finding[]>;
  readonly version: string;
  readonly clock: Clock;
  /** When the server started, by `clock.elapsed()`. */
  readonly startedAt: number;
  /** The shop's, by its IANA name. */
  readonly timeZone: { readonly name: string };
  /** The addresses that tills open. */
  readonly tillUrls: () => readonly string[];
  /** Those of HTTPS beside HTTP; none while there is none. */
  readonly secureUrls: () => readonly string[];
  /** Where devices are told how to trust the shop's authority: by HTTP, for until then HTTPS is refused. */
  readonly trustUrls: () => readonly string[];
  readonly ownerUrl: () => string;
  /** A till on this very PC, for who asks under `host`: at another name, where a browser keeps another session. */
  readonly ownTillUrl: (host: string) => string;
  /** Whether the database engine is one that can damage a file; null when it is sound. */
  readonly warning: string | null;
  readonly disk: DiskSpace;
  /** Unexpected trouble, for the console alone. */
  readonly logBug: (requestId: string, error: unknown) => void;
}

/** `problem` is the first wrong record's, in words; null for none. */
interface VerifiedRecent {
  readonly ok: boolean;
  readonly records: number;
  readonly first_wrong: string | null;
  readonly problem: string | null;
}

/** See `HeadOfficeLink`. */
interface LinkedOffice {
  readonly status: LinkStatus | null;
  join(text: string, actor: Actor): Promise<void>;
  leave(actor: Actor): Promise<void>;
}

/** See `VoucherReservations`. */
interface SharedVouchers {
  find(actor: Actor, parameters: Readonly<Record<string, JsonValue>>, ask: () => Promise<string>): Promise<string>;
  around<T>(
    actor: Actor,
    key: string,
    input: Record<string, JsonValue>,
    pay: (input: Record<string, JsonValue>) => Promise<T>,
  ): Promise<T>;
}

/** See `Sealing`. */
interface SealedJournal {
  state(actor: Actor): Promise<{
    readonly sealed: readonly Pick<Seal, "name" | "year" | "first_seq" | "last_seq" | "size_bytes">[];
    readonly years: readonly YearToSeal[];
    readonly refused: Bilingual | null;
    readonly busy: boolean;
    readonly last: { readonly at: string; readonly failed: Bilingual | null } | null;
  }>;
  begin(year: number, actor: Actor): Promise<readonly number[]>;
}

/** See `Backups`. */
interface KeptBackups {
  readonly folder: { readonly backups: string };
  readonly old: boolean;
  readonly newest: string | null;
  readonly last: BackupTried | null;
  readonly settings: {
    readonly now: BackupSettings;
    readonly second: string | null;
    change(settings: BackupSettings, actor: Actor): Promise<void>;
  };
  list(): readonly KeptBackup[];
  keep(actor: Actor): Promise<KeptBackup>;
}

/** See `Restores`. */
interface KeptRestores {
  readonly last: {
    readonly at: string;
    readonly file: string;
    readonly failed: Bilingual | null;
    readonly kept: string | null;
    readonly next: readonly { readonly number: string; readonly copied: string | null; readonly gap: boolean }[];
    readonly sure: boolean;
  } | null;
  begin(order: { readonly file: string; readonly last_numbers: Readonly<Record<string, number>> }, actor: Actor): Promise<void>;
}

/** See `SecureDoor`. */
interface Https {
  readonly port: number | null;
  readonly authority: Trusted | null;
  /** Nobody signs in over the network by HTTP. */
  readonly only: boolean;
  readonly wanted: { readonly kept: boolean; keep(on: boolean, actor: Actor): Promise<void> };
  open(): Promise<Trusted>;
  found(): Promise<Trusted>;
  renew(): Promise<void>;
}

export interface Found {
  readonly requestId: string;
  /** The other end of its connection. */
  readonly peer: Deno.NetAddr;
  /** That one's address, or whom a trusted proxy names. */
  readonly address: string;
  readonly mode: Mode;
  /** It came over the network as anybody there can read it: from elsewhere, by HTTP. */
  readonly open: boolean;
  /** The public id of its session, once that is known. */
  session: string | null;
  /** The machine that asks, in a person's stead. */
  apiToken: ApiToken | null;
  /** Its body, when that is long: under way until it is answered. */
  inbound: Inbound | null;
  /** Whether what was asked is done and on disk: whatever comes now, its answer must go out. */
  done: boolean;
}

export interface Env {
  // deno-lint-ignore ban-types -- Hono's own shape for what the server passes in
  Bindings: { services: Services; found: Found } & {};
}
export type RequestContext = Context<Env>;
