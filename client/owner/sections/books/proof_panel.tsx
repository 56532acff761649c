/** An archive's file, verified in the page: read here, and sent nowhere. */
import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { type ArchiveVerification, verifyArchive } from "../../../verifier/verify.ts";
import type { BooksWords } from "./words.ts";

/** Sentences of what is wrong: further ones say nothing new. */
const SENTENCES = 10;

type Found = ArchiveVerification & { readonly strange: readonly string[] };

interface ProofPanelProps {
  /** Fingerprints of the keys that this shop has signed its closings with. Throws a Failure. */
  knownKeys: () => Promise<ReadonlySet<string>>;
  w: BooksWords;
}

export function ProofPanel({ knownKeys, w: { proof: words } }: ProofPanelProps) {
  const busy = useSignal(false);
  const found = useSignal<Found | null>(null);
  /** Why there was nothing to verify. */
  const failed = useSignal<string | null>(null);
  const id = useId();
  const verify = async (file: File | undefined) => {
    found.value = failed.value = null;
    if (file === undefined) return;
    busy.value = true;
    try {
      const [verified, known] = await Promise.all([verifyArchive(file, ""), knownKeys()]);
      found.value = { ...verified, strange: verified.keys.map(([key]) => key).filter((key) => !known.has(key)) };
    } catch (error) {
      failed.value = (error as Error).message;
    } finally {
      busy.value = false;
    }
  };
  return (
    <section class="pane" aria-labelledby={`${id}-title`}>
      <header class="pane-head">
        <h2 id={`${id}-title`}>{words.title}</h2>
      </header>
      <div class="pane-inner">
        <p class="dialog-lead">{words.body}</p>
        <div class="field">
          <label for={id}>{words.file}</label>
          <input
            id={id}
            type="file"
            accept=".zip,application/zip"
            class="input proof-file"
            disabled={busy.value}
            onChange={(event) => verify(event.currentTarget.files?.[0])}
          />
        </div>
        <div role="status">
          {busy.value && <p>{words.busy}</p>}
          {failed.value !== null && <Bad title={words.bad} sentences={[failed.value]} />}
          {found.value !== null && <Verdict found={found.value} w={words} />}
        </div>
      </div>
    </section>
  );
}

function Verdict({ found: { wrong, periode, records, strange }, w }: { found: Found; w: BooksWords["proof"] }) {
  if (wrong.length > 0) {
    const more = wrong.length > SENTENCES ? [w.more(wrong.length - SENTENCES)] : [];
    return <Bad title={w.bad} sentences={[...wrong.slice(0, SENTENCES), ...more]} />;
  }
  return (
    <div class="verdict">
      <p class="note note-good">{w.good(periode, records)}</p>
      <p class={strange.length > 0 ? "stale" : undefined}>{strange.length === 0 ? w.ownKey : w.strangeKey(strange.join(", "))}</p>
    </div>
  );
}

function Bad({ title, sentences }: { title: string; sentences: readonly string[] }) {
  return (
    <div class="verdict">
      <p class="note note-bad">{title}</p>
      <ul class="proof-wrong">
        {sentences.map((sentence) => <li key={sentence}>{sentence}</li>)}
      </ul>
    </div>
  );
}
