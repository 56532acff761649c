/** The fields of the search among tickets. */
import { useEffect, useRef } from "preact/hooks";
import type { Account } from "../../store/rows.ts";
import type { TicketState } from "./ticket_filter.ts";
import type { Search, Span } from "./tickets_work.ts";
import type { BooksWords } from "./words.ts";
import { FilterChoice } from "./filter_choice.tsx";

interface TicketSearchProps {
  search: Search;
  people: readonly Account[];
  w: BooksWords;
  onFind: (change: Partial<Search>) => void;
}

/** Milliseconds without a key before what was typed is looked for. */
const TYPED_MS = 250;

export function TicketSearch({ search, people, w, onFind }: TicketSearchProps) {
  const words = w.tickets;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const find = (text: string) => {
    clearTimeout(timer.current);
    if (text !== search.text) onFind({ text });
  };
  return (
    <search class="filters">
      <label class="filter filter-wide">
        <span>{words.text}</span>
        <input
          class="input"
          type="search"
          autocomplete="off"
          spellcheck={false}
          maxLength={100}
          placeholder={words.textHint}
          defaultValue={search.text}
          onInput={({ currentTarget: { value } }) => {
            clearTimeout(timer.current);
            timer.current = setTimeout(() => find(value), TYPED_MS);
          }}
          onKeyDown={({ key, currentTarget: { value } }) => key === "Enter" && find(value)}
        />
      </label>
      <FilterChoice
        label={words.state}
        value={search.state}
        options={Object.entries(words.states)}
        onChange={(state) => onFind({ state: state as TicketState })}
      />
      <FilterChoice
        label={words.person}
        value={search.person === null ? "" : String(search.person)}
        options={[["", words.anybody], ...people.map(({ id, name }) => [String(id), name] as const)]}
        onChange={(id) => onFind({ person: id === "" ? null : Number(id) })}
      />
      <FilterChoice
        label={words.span}
        value={search.span}
        options={Object.entries(words.spans)}
        onChange={(span) => onFind({ span: span as Span })}
      />
      {search.span === "dates" && (["from", "to"] as const).map((end) => (
        <label key={end} class="filter">
          <span>{words[end]}</span>
          <input
            class="input"
            type="date"
            value={search[end]}
            onChange={({ currentTarget: { value } }) => onFind({ [end]: value })}
          />
        </label>
      ))}
    </search>
  );
}
