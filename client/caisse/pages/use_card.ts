/** What a terminal is asked for, followed until it is known how it ended. */
import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { type Submission, useSubmission } from "../../components/submission.ts";
import { attempt } from "../../network/attempt.ts";
import { Failure } from "../../network/failure.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import { type CardOperation, type CardWish, fetchCard, isUnderWay, sendWish, settleCard } from "../store/cards.ts";

/** Milliseconds between two looks at what is under way. */
const LOOK_MS = 700;

export interface FollowedCard {
  readonly operation: Signal<CardOperation | null>;
  readonly submission: Submission;
  /** Asks for something else than before, once; `body` is made when what it says stands still. */
  readonly ask: (path: string, body: () => Promise<object>) => void;
  /** Asks once more: as it was where its answer was lost, anew where it was refused; `first` where another page had asked. */
  readonly again: (path: string, body: () => Promise<object>) => void;
  /** Looks for one whose answer was lost: at the server, or it never came there. */
  readonly find: () => Promise<void>;
  readonly neverCame: Signal<boolean>;
  readonly settle: (cents: number) => void;
  readonly forget: () => void;
}

export function useCard(client: NetworkClient): FollowedCard {
  const operation = useSignal<CardOperation | null>(null);
  const looks = useSignal(0);
  const neverCame = useSignal(false);
  const submission = useSubmission();
  const wish = useRef<CardWish | null>(null);
  const asked = useRef<Parameters<FollowedCard["ask"]> | null>(null);
  const id = operation.value !== null && isUnderWay(operation.value) ? operation.value.id : null;
  useEffect(() => {
    if (id === null) return;
    return client.platform.after(LOOK_MS, async () => {
      // What cannot be read now is asked for again.
      const read = await fetchCard(client, id).catch(() => null);
      if (read !== null && operation.peek()?.id === id) operation.value = read;
      looks.value++;
    });
  }, [id, looks.value]);
  const send = () =>
    void submission.run(() =>
      attempt(async () => {
        try {
          // The same whenever it is sent again: it is the same request.
          wish.current ??= { id: client.uuid.next(), path: asked.current![0], body: await asked.current![1]() };
          operation.value = await sendWish(client, wish.current);
        } catch (error) {
          // Another page, or a press before this one, has begun: that is followed, and no second one is.
          const { code, extras } = Failure.from(error);
          if (code !== "card_payment_open" || extras["operation"] === undefined) throw error;
          operation.value = extras["operation"] as unknown as CardOperation;
          // What was wished for here is not what is followed now.
          wish.current = asked.current = null;
        }
      })
    );
  const ask: FollowedCard["ask"] = (...what) => {
    wish.current = null;
    neverCame.value = false;
    asked.current = what;
    send();
  };
  return {
    operation,
    submission,
    ask,
    again: (...first) => {
      const lost = operation.peek() === null && wish.current !== null && submission.failure?.mayPass === true;
      if (lost && !neverCame.peek()) return send();
      operation.value = null;
      ask(...asked.current ?? first);
    },
    neverCame,
    find: async () => {
      const { id } = wish.current!;
      try {
        const read = await fetchCard(client, id);
        if (wish.current?.id === id) operation.value = read;
      } catch (error) {
        if (wish.current?.id === id) neverCame.value = Failure.from(error).code === "not_found";
      }
    },
    settle: (cents) =>
      void submission.run(() => attempt(async () => void (operation.value = await settleCard(client, operation.peek()!, cents)))),
    forget: () => {
      wish.current = asked.current = null;
      operation.value = null;
    },
  };
}
