/** What the HTML of a receipt is made of, every text escaped. */

export function mark(title: string, ...notes: readonly string[]): string {
  return `<section class="receipt-mark">\n<strong>${escapeHtml(title)}</strong>\n${paragraphs(notes)}\n</section>`;
}

export function paragraphs(texts: readonly string[]): string {
  return texts.filter((text) => text !== "").map((text) => `<p>${escapeHtml(text)}</p>`).join("\n");
}

export function table(name: string, rows: readonly (readonly [string, string])[]): string {
  if (rows.length === 0) return "";
  const cells = rows.map(([key, value]) => `<tr><th scope="row">${escapeHtml(key)}</th><td>${escapeHtml(value)}</td></tr>`);
  return `<table class="${name}">\n<tbody>\n${cells.join("\n")}\n</tbody>\n</table>`;
}

export function row(texts: readonly string[], name = "", cell: "td" | "th" = "td"): string {
  const cells = texts.map((text) => `<${cell}>${escapeHtml(text)}</${cell}>`).join("");
  return `<tr${name === "" ? "" : ` class="${name}"`}>${cells}</tr>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as HTML shows it, in content and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
