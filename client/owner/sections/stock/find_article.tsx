/** Finds a followed article by its label or its code: one that is meant comes at once, of several one is chosen. */
import { useSignal } from "@preact/signals";
import type { Ref } from "preact";
import { useId } from "preact/hooks";
import { FailureNote } from "../../../components/failure_note.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { OwnerMessages } from "../../words/words.ts";
import type { Level } from "./stock_rows.ts";
import type { StockWords } from "./words.ts";

interface FindArticleProps {
  field: Ref<HTMLInputElement>;
  find: (text: string) => Promise<readonly Level[]>;
  t: OwnerMessages;
  w: StockWords;
  onFound: (article: Level) => void;
}

export function FindArticle({ field, find, t, w: { delivery: words }, onFound }: FindArticleProps) {
  const text = useSignal("");
  /** Null before anything was looked for. */
  const found = useSignal<readonly Level[] | null>(null);
  const submission = useSubmission();
  const id = useId();
  const take = (article: Level) => {
    onFound(article);
    text.value = "";
    found.value = null;
  };
  const look = () =>
    submission.run(() =>
      attempt(async () => {
        const articles = await find(text.peek());
        if (articles.length === 1) take(articles[0]!);
        else found.value = articles;
      })
    );
  return (
    <div class="field">
      <label for={id}>{words.find}</label>
      <input
        ref={field}
        id={id}
        name="find-article"
        class="input"
        autocomplete="off"
        value={text.value}
        aria-describedby={`${id}-about`}
        onInput={(event) => {
          text.value = event.currentTarget.value;
          found.value = null;
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          // Enter is for the article, not for the delivery.
          event.preventDefault();
          if (text.peek().trim() !== "") look();
        }}
      />
      <p id={`${id}-about`} class="field-about" role="status">{found.value?.length === 0 ? words.unknown : words.findHint}</p>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
      {found.value !== null && found.value.length > 0 && (
        <ul class="stock-found">
          {found.value.map((article) => (
            <li key={article.id}>
              <button type="button" class="button button-plain" onClick={() => take(article)}>{article.label}</button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
