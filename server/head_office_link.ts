/**
 * The shop's link to head office: a process of the server's own sends its journal there, by what a key file says. Tills feel
 * nothing of it, whatever becomes of that process or of head office.
 */
import { LIMITS } from "../shared/limits.ts";
import { AppError, type Bilingual, say } from "../shared/errors.ts";
import type { Actor } from "./database/application.ts";
import type { DataFolder } from "./database/files/folder.ts";
import { AnswerReader } from "./database/processes/answer_line.ts";
import { type CommandLine, OwnProcess } from "./database/processes/own_process.ts";
import type { DatabaseService } from "./database/service.ts";
import { Inquiries } from "./head_office/inquiries.ts";
import { DAMAGED, KeptLink } from "./head_office/kept_link.ts";
import { type Link, type NoLink, readLink } from "./head_office/link_file.ts";
import { type LinkStatus, statusOf } from "./head_office/link_status.ts";
import type { Report, Told } from "./head_office/report.ts";
import { randomPassword } from "./head_office/scram.ts";
import type { Publications } from "./publications.ts";
import type { VouchersHome } from "./vouchers_home.ts";
import { isPassing, sentenceOf, type TroubleCode } from "./head_office/trouble.ts";

interface Sending {
  readonly process: OwnProcess;
  readonly meeting: Meeting;
}

export class HeadOfficeLink {
  readonly #kept: KeptLink;
  #sending: Sending | null = null;
  #report: Report | null = null;
  #again: ReturnType<typeof setTimeout> | undefined;
  #runs = false;
  /** What takes what head office has published for the shop. */
  publications: Pick<Publications, "take" | "putBack" | "leave"> | null = null;
  /** What takes what other shops have used of the shop's vouchers. */
  vouchers: Pick<VouchersHome, "take"> | null = null;
  /** The trouble that stands on the console; "" for none. */
  #toldOf = "";
  /** What is asked there, by whoever stands at a till. */
  readonly inquiries = new Inquiries(() => this.#kept.link === null ? null : this.#line);

  constructor(folder: DataFolder, readonly command: CommandLine, readonly database: Pick<DatabaseService, "command">) {
    this.#kept = new KeptLink(folder);
  }

  /** Sends from now on, where the shop has joined, and whenever it joins. */
  start(): void {
    this.#runs = true;
    if (this.#kept.isDamaged) console.error(DAMAGED);
    if (this.#kept.order !== null) void this.#begin();
  }

  stop(): void {
    this.#runs = false;
    this.#end();
  }

  /** null for a shop that has no head office. */
  get status(): LinkStatus | null {
    const { link } = this.#kept;
    return link === null ? null : statusOf(link, this.#report, Date.now());
  }

  /** To the process, as it stands now. */
  get #line() {
    const reached = this.#report?.state === "current" || this.#report?.state === "sending";
    const { code, told } = this.#report?.trouble ?? UNREACHED;
    return {
      problem: reached ? null : sentenceOf(code, told),
      write: async (text: string) => await this.#sending!.process.input.write(new TextEncoder().encode(text)),
    };
  }

  /** Takes the text of head office's file. Resolves when the two have met; throws, with nothing kept, where they do not. */
  async join(text: string, actor: Actor): Promise<void> {
    if (this.#kept.order !== null) throw refused(JOINED_ALREADY);
    const link = linkOf(text);
    this.#kept.keep(link, randomPassword());
    const why = await this.#begin();
    if (why !== null) {
      this.#end();
      this.#kept.drop();
      throw refused(why);
    }
    await this.database.command("engine.note", actor, { kind: "head_office_joined", detail: detailOf(link) });
  }

  /** Sends no more; what head office has stays there. */
  async leave(actor: Actor): Promise<void> {
    const { link } = this.#kept;
    if (link === null) throw refused(NOT_JOINED);
    // Its vouchers are its own again, as far as head office can be told.
    await this.inquiries.ask({ ask: "withdraw" }).catch(({ extras }: AppError) => {
      const why = (extras?.["reason"] as Bilingual | undefined)?.en;
      console.error(`Head office could not be told that this shop's vouchers are its own again: ${why ?? "it is away"}.`);
    });
    this.#end();
    this.#kept.drop();
    await this.publications?.leave();
    await this.database.command("engine.note", actor, { kind: "head_office_left", detail: detailOf(link) });
  }

  /** Starts the process; resolves to null when it has met head office, or to why it has not, or is late. */
  #begin(): Promise<Bilingual | null> {
    const meeting = new Meeting();
    const unheard = () => meeting.failed("unreachable", "");
    const late = setTimeout(unheard, LIMITS.headOfficeJoinMs);
    Deno.unrefTimer(late as unknown as number);
    void this.#run(meeting).then(unheard);
    return meeting.outcome.finally(() => clearTimeout(late));
  }

  /** Until the process ends. */
  async #run(meeting: Meeting): Promise<void> {
    let sending: Sending | null = null;
    try {
      sending = { process: new OwnProcess(this.command), meeting };
      this.#sending = sending;
      await sending.process.input.write(new TextEncoder().encode(`${JSON.stringify(this.#kept.order)}\n`));
      await this.#hear(sending);
    } catch {
      // What it said of its end stands on the console.
    }
    if (this.#sending !== sending) return;
    this.#sending = null;
    this.#report = null;
    this.inquiries.end();
    if (!this.#runs || this.#kept.order === null) return;
    this.#again = setTimeout(() => void this.#begin(), LIMITS.headOfficeAgainMs);
    Deno.unrefTimer(this.#again as unknown as number);
  }

  async #hear(sending: Sending): Promise<never> {
    const lines = new AnswerReader(async () => {
      const { value, done } = await sending.process.output.read();
      if (!done) return value;
      await sending.process.done();
      throw new Error("it has ended");
    });
    for (;;) {
      const told = JSON.parse(await lines.line()) as Told;
      if (this.#sending === sending) this.#take(told, sending);
    }
  }

  #take(told: Told, { meeting }: Sending): void {
    if (told.type === "answer") return this.inquiries.answer(told);
    if (told.type === "met") return meeting.met();
    if (told.type === "published") return this.publications?.take(told);
    if (told.type === "put_back") return this.publications?.putBack(told);
    if (told.type === "used") return this.vouchers?.take(told);
    if (told.type === "settled") {
      this.#kept.settle(told.changed);
      return meeting.settled();
    }
    this.#report = told;
    const why = told.trouble === null ? null : meeting.failed(told.trouble.code, told.trouble.told);
    if (why !== null || told.state === "current") this.#tell(why?.en ?? "");
  }

  /** On the console, once. */
  #tell(trouble: string): void {
    if (trouble === this.#toldOf) return;
    if (trouble !== "") console.error(`Head office: ${trouble}.`);
    else console.log("Head office has all there is.");
    this.#toldOf = trouble;
  }

  #end(): void {
    clearTimeout(this.#again);
    this.#report = null;
    const sending = this.#sending;
    this.#sending = null;
    this.inquiries.end();
    sending?.process.kill();
  }
}

/** Of a process that has not told yet, or has ended. */
const UNREACHED = { code: "unreachable", told: "" } as const;

/** Of a shop and its head office, heard of once. */
class Meeting {
  readonly #heard = Promise.withResolvers<Bilingual | null>();
  #met = false;

  /** null where the two have met, else why they have not. */
  get outcome(): Promise<Bilingual | null> {
    return this.#heard.promise;
  }

  /** From now on the shop's password may be its own: what was agreed is kept, and a line that breaks is tried again. */
  met(): void {
    this.#met = true;
  }

  settled(): void {
    this.#heard.resolve(null);
  }

  /** The sentence for it. */
  failed(code: TroubleCode, told: string): Bilingual {
    const why = sentenceOf(code, told);
    this.#heard.resolve(this.#met && isPassing(code) ? null : why);
    return why;
  }
}

function linkOf(text: string): Link {
  try {
    return readLink(text);
  } catch (error) {
    throw refused((error as NoLink).said);
  }
}

/** What the journal keeps: no secret. */
function detailOf({ shop, host, port, database }: Link) {
  return { shop, host, port, database };
}

function refused(reason: Bilingual): AppError {
  return new AppError("head_office_refused", { reason: say(reason.fr, reason.en) });
}

const JOINED_ALREADY = say(
  "la boutique est déjà reliée à un siège, quittez-le d'abord",
  "the shop is linked to a head office already, leave that first",
);
const NOT_JOINED = say("la boutique n'est reliée à aucun siège", "the shop is linked to no head office");
