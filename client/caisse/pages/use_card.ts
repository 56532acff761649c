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
  /** Asks for something else than before, once. */
  readonly ask: (path: string, body: object) => void;
  /** Asks once more: as it was where its answer was lost, anew where it was refused; `first` where another page had asked. */
  readonly again: (first: Omit<CardWish, "id">) => void;
  readonly settle: (cents: number) => void;
  readonly forget: () => void;
}

export function useCard(client: NetworkClient): FollowedCard {
  const operation = useSignal<CardOperation | null>(null);
  const looks = useSignal(0);
  const submission = useSubmission();
  const wish = useRef<CardWish | null>(null);
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
          operation.value = await sendWish(client, wish.current!);
        } catch (error) {
          // Another page, or a press before this one, has begun: that is followed, and no second one is.
          const { code, extras } = Failure.from(error);
          if (code !== "card_payment_open" || extras["operation"] === undefined) throw error;
          operation.value = extras["operation"] as unknown as CardOperation;
        }
      })
    );
  const ask = (path: string, body: object) => {
    wish.current = { id: client.uuid.next(), path, body };
    send();
  };
  return {
    operation,
    submission,
    ask,
    again: (first) => {
      if (operation.peek() === null && wish.current !== null) return send();
      const { path, body } = wish.current ?? first;
      operation.value = null;
      ask(path, body);
    },
    settle: (cents) =>
      void submission.run(() => attempt(async () => void (operation.value = await settleCard(client, operation.peek()!, cents)))),
    forget: () => {
      wish.current = null;
      operation.value = null;
    },
  };
}
