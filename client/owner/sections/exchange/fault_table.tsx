/** All that is wrong with a file, by line and column. */
import { useEffect, useRef } from "preact/hooks";
import { DataTable } from "../../components/data_table.tsx";
import type { Fault } from "./import_lines.ts";
import type { Words } from "./words_fr.ts";

/** Faults that are listed: who has more begins with these. */
const SHOWN = 1_000;

export function FaultTable({ list, count, w }: { list: readonly Fault[]; count: number; w: Words }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [list]);
  const shown = list.slice(0, SHOWN).map((fault, at) => ({ ...fault, at }));
  return (
    <div class="import-faults">
      <h3 ref={title} tabIndex={-1}>{w.faultsTitle(count)}</h3>
      <p class="pane-lead">{[w.faultsBody, count > shown.length ? w.faultsMore(shown.length) : ""].join(" ").trim()}</p>
      <DataTable
        label={w.faultsTitle(count)}
        rows={shown}
        keyOf={({ at }) => at}
        columns={[
          { name: "line", label: w.line, cell: ({ line }) => line, figures: true },
          { name: "column", label: w.column, cell: ({ column }) => column === null ? w.wholeLine : w.fields[column] },
          { name: "fault", label: w.fault, cell: (fault) => sentenceOf(fault, w) },
        ]}
      />
    </div>
  );
}

function sentenceOf({ text, why }: Fault, w: Words): string {
  const sentence = typeof why === "object" ? why.sentence : why === "brokenQuote" ? w.brokenQuote : w.cellFaults[why];
  return text === null || text === "" ? sentence : `${w.said(text)} — ${sentence}`;
}
