/** The server's side of what is asked at head office: a bounded number at once, each answered soon or told that head office does not answer. */
import { AppError, type Bilingual, say } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { AnsweredLine, AskedLine, Inquiry, ReplyTo } from "./inquiry.ts";
import { sentenceOf } from "./trouble.ts";

/** Of the link, as far as it matters here. */
export interface Line {
  /** null while head office answers; else why not. */
  readonly problem: Bilingual | null;
  /** Hands a line to the process that speaks there. Rejects where there is none. */
  write(text: string): Promise<void>;
}

interface Waiting {
  readonly answered: (line: Pick<AnsweredLine, "reply" | "trouble">) => void;
  readonly late: ReturnType<typeof setTimeout>;
}

const AWAY = { code: "unreachable", told: "" } as const;

export class Inquiries {
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;

  /** `line`: null for a shop without a head office. */
  constructor(readonly line: () => Line | null) {}

  get isLinked(): boolean {
    return this.line() !== null;
  }

  /** Throws `no_head_office`, or `head_office_away` with the reason: at once while the link is down, in the end for who is not answered. */
  async ask<I extends Inquiry>(inquiry: I): Promise<ReplyTo<I>> {
    const line = this.line();
    if (line === null) throw new AppError("no_head_office");
    if (line.problem !== null) throw away(line.problem);
    if (this.#waiting.size >= LIMITS.headOfficeInquiries) throw away(sentenceOf("busy", ""));
    const id = ++this.#last;
    const { promise, resolve } = Promise.withResolvers<Pick<AnsweredLine, "reply" | "trouble">>();
    const late = setTimeout(() => this.answer({ type: "answer", id, reply: null, trouble: AWAY }), LIMITS.headOfficeInquiryMs);
    this.#waiting.set(id, { answered: resolve, late });
    const asked: AskedLine = { id, inquiry };
    line.write(`${JSON.stringify(asked)}\n`).catch(() => this.answer({ type: "answer", id, reply: null, trouble: AWAY }));
    const { reply, trouble } = await promise;
    if (trouble !== null) throw away(sentenceOf(trouble.code, trouble.told));
    return reply as ReplyTo<I>;
  }

  /** One that comes too late is nobody's. */
  answer({ id, reply, trouble }: AnsweredLine): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.late);
    waiting.answered({ reply, trouble });
  }

  /** Who would have answered is gone. */
  end(): void {
    for (const id of [...this.#waiting.keys()]) this.answer({ type: "answer", id, reply: null, trouble: AWAY });
  }
}

function away({ fr, en }: Bilingual): AppError {
  return new AppError("head_office_away", { reason: say(fr, en) });
}
