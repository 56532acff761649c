/** What leaves the console on paper. */
import { render, type VNode } from "preact";
import { printSheet } from "../../components/paper.ts";

/** An A4 sheet, or a roll of so many millimetres; an A4 sheet or a roll of labels. */
export type Paper = "a4" | "80" | "58" | "labels-a4" | "labels-58";

export function onPaper(content: VNode, paper: Paper): void {
  printSheet(`paper paper-${paper}`, (sheet) => {
    render(content, sheet);
    return () => render(null, sheet);
  });
}
