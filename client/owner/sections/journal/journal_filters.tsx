/** Which records of the journal are shown. */
import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { Field } from "../../../components/field.tsx";
import type { Account } from "../../store/rows.ts";
import { type JournalFilter, type JournalTable, NO_FILTER } from "./journal_work.ts";
import type { JournalMessages } from "./words.ts";

interface JournalFiltersProps {
  filter: JournalFilter;
  accounts: readonly Account[];
  tables: readonly JournalTable[];
  w: JournalMessages;
  onSearch: (change: Partial<JournalFilter>) => void;
}

export function JournalFilters({ filter, accounts, tables, w, onSearch }: JournalFiltersProps) {
  const words = w.filters;
  const key = useSignal(filter.key);
  useEffect(() => void (key.value = filter.key), [filter.key]);
  const submit = (event: Event) => {
    event.preventDefault();
    onSearch({ key: key.value });
  };
  const filtered = Object.values(filter).some((value) => value !== "");
  const choice = (name: keyof JournalFilter, label: string, any: string, options: readonly (readonly [string, string])[]) => (
    <Chosen label={label} value={filter[name]} onChange={(value) => onSearch({ [name]: value })}>
      <option value="">{any}</option>
      {options.map(([value, text]) => <option key={value} value={value}>{text}</option>)}
    </Chosen>
  );
  return (
    <form class="pane journal-filters" role="search" aria-label={words.title} onSubmit={submit}>
      {choice("user_id", words.person, words.anybody, accounts.map(({ id, name }) => [String(id), name]))}
      {choice("kind", words.kind, words.anything, Object.entries(w.kinds))}
      {choice("table", words.table, words.anyTable, tables.map(({ name }) => [name, name]))}
      {filter.table !== "" && <Field label={words.key} value={key} hint={words.keyHint} name="journal-key" maxLength={80} />}
      <Day label={words.from} value={filter.from} onChange={(from) => onSearch({ from })} />
      <Day label={words.to} value={filter.to} onChange={(to) => onSearch({ to })} />
      {filtered && <button type="button" class="button button-quiet" onClick={() => onSearch(NO_FILTER)}>{words.clear}</button>}
    </form>
  );
}

interface ChosenProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  // deno-lint-ignore no-explicit-any -- options
  children: any;
}

function Chosen({ label, value, onChange, children }: ChosenProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)}>{children}</select>
    </div>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="date" class="input" value={value} onChange={(event) => onChange(event.currentTarget.value)} />
    </div>
  );
}
