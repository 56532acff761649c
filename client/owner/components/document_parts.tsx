/** What documents such as a Z or a statement are made of, on the screen and on paper: titles, facts and figures. */
import type { ComponentChildren } from "preact";

export function Block({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="z-block">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

type Fact = readonly [name: string, value: ComponentChildren, kind?: string];

export function Facts({ rows }: { rows: readonly Fact[] }) {
  return (
    <dl class="z-facts">
      {rows.map(([name, value, kind]) => (
        <div key={name} class={kind}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The first column names, the others are figures. */
export function Rows(
  { head, rows, none }: { head: readonly string[]; rows: readonly (readonly ComponentChildren[])[]; none: string },
) {
  if (rows.length === 0) return <p class="z-none">{none}</p>;
  return (
    <table class="z-rows">
      <thead>
        <tr>{head.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
      </thead>
      <tbody>
        {rows.map((cells, at) => <tr key={at}>{cells.map((cell, column) => <td key={column}>{cell}</td>)}</tr>)}
      </tbody>
    </table>
  );
}
