/**
 * A long answer is JSON text as UTF-8: its bytes are made once, where its rows are, and handed on to whoever takes them. As text it
 * would be there again in each thread on its way, until that one looks for what is garbage.
 */
import { LIMITS } from "../../shared/limits.ts";

/** JSON text; a long one as its bytes. */
export type LongText = string | Uint8Array<ArrayBuffer>;

type Bodied<T> = T extends { readonly body: string } ? Omit<T, "body"> & { readonly body: LongText } : T;

/** What a worker answers, with its body as it travels. */
export type Travelling<Answer> = Answer extends unknown ? Bodied<Answer> : never;

export function isLong(text: string): boolean {
  return text.length > LIMITS.smallFlowBytes;
}

/** The answer as it travels; of a long one the bytes join `moved`, which a message hands over instead of copying them. */
export function packed<Answer extends object>(answer: Answer, moved: ArrayBuffer[]): Travelling<Answer> {
  if (!("body" in answer) || typeof answer.body !== "string" || !isLong(answer.body)) return answer as Travelling<Answer>;
  const body = ENCODER.encode(answer.body);
  moved.push(body.buffer);
  return { ...answer, body } as Travelling<Answer>;
}
const ENCODER = new TextEncoder();

export function textOf(body: LongText): string {
  return typeof body === "string" ? body : DECODER.decode(body);
}
const DECODER = new TextDecoder();
