/** Where a shop's journal and head office's stand to one another, and from where it is sent on. */
import { type Epoch, Moved, type Position, type Receiver } from "./receiver.ts";
import type { JournalSource } from "./journal_source.ts";
import { Trouble } from "./trouble.ts";

/** The position from which to send. Throws the trouble where one is no continuation of the other, and `Moved`. */
export async function meet(source: JournalSource, receiver: Receiver): Promise<Position> {
  const position = await receiver.position();
  if (position.id === source.epoch && source.hashAt(position.seq) === position.hash) return position;
  const epochs = await receiver.epochs();
  // Begun since the position was read: by another process of this shop, or by one that was taken for lost.
  if (epochs.some(({ epoch }) => epoch > position.epoch)) throw new Moved();
  const { parent, seq } = await fork(source, receiver, epochs);
  // A shop that has nothing in common with what head office has of it is another.
  if (seq === 0 && epochs.some((known) => known.seq > 0)) throw new Trouble("other_shop");
  if (position.id === source.epoch) {
    const head = source.head().seq;
    throw seq === head ? new Trouble("cut_off", `${head} < ${position.seq}`) : new Trouble("fork", `journal seq ${seq + 1}`);
  }
  if (epochs.some(({ id }) => id === source.epoch)) throw new Trouble("superseded");
  return await receiver.begin(position, source.epoch, parent, { seq, hash: source.hashAt(seq)! });
}

interface Common {
  readonly parent: number | null;
  readonly seq: number;
}

/** The last record that both have: one hash that is the same says so of all records before it. */
async function fork(source: JournalSource, receiver: Receiver, epochs: readonly Epoch[]): Promise<Common> {
  let common: Common = { parent: null, seq: 0 };
  const end = source.head().seq;
  for (const { epoch, base, seq } of epochs) {
    // Up to its base it says what its parent does.
    let [low, high] = [base, Math.min(seq, end)];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (await receiver.hashAt(epoch, middle) === source.hashAt(middle)) low = middle;
      else high = middle - 1;
    }
    if (low > base && low > common.seq) common = { parent: epoch, seq: low };
  }
  return common;
}
