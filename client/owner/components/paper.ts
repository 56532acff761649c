/** What leaves the console on paper: drawn beside the page for the printer alone, and there until it has been printed. */
import { render, type VNode } from "preact";

/** An A4 sheet, or a roll of so many millimetres. */
export type Paper = "a4" | "80" | "58";

export function onPaper(content: VNode, paper: Paper): void {
  document.querySelector(".paper")?.dispatchEvent(new Event("done"));
  const sheet = document.createElement("div");
  sheet.className = `paper paper-${paper}`;
  render(content, sheet);
  const done = () => {
    removeEventListener("afterprint", done);
    render(null, sheet);
    sheet.remove();
  };
  sheet.addEventListener("done", done);
  // A tablet's print() returns before anything is printed.
  addEventListener("afterprint", done);
  document.body.append(sheet);
  print();
}
