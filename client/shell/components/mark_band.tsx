/** What must not be overlooked, above every screen: no real shop, or no real sales. */
import type { Marks } from "../store/marks.ts";
import type { Messages } from "../words/words.ts";

export function MarkBands({ marks, t }: { marks: Marks | null; t: Messages }) {
  const { demo, training } = t.marks;
  if (marks === null || !(marks.demo || marks.training)) return null;
  return (
    <div class="mark-bands">
      {marks.demo && <Band kind="demo" word={demo.word} note={demo.note} />}
      {marks.training && <Band kind="training" word={training.word} note={training.note} />}
    </div>
  );
}

function Band({ kind, word, note }: { kind: "demo" | "training"; word: string; note: string }) {
  return (
    <p class={`mark-band mark-${kind}`}>
      <strong>{word}</strong>
      <span>{note}</span>
    </p>
  );
}
