/** The words of labels, in English. */
import type { LabelsWords } from "./labels_fr.ts";

export const labels: LabelsWords = {
  title: "Labels",
  count: (labels) => labels === 1 ? "1 label" : `${labels.toLocaleString("en-GB")} labels`,
  tooMany: (labels, most) =>
    `${labels.toLocaleString("en-GB")} labels: ${most} at once at most. Look for or tick fewer articles.`,
  paper: "Paper",
  a4: "A4 sheet of 24 labels (3 × 8, 70 × 37 mm)",
  roll: "58 mm roll",
  printer: (name) => `Receipt printer: ${name}`,
  each: "Labels of each article",
  eachWrong: "A whole number, 1 at least.",
  from: "Begin at place",
  fromHint: "For a sheet that was begun.",
  fromWrong: (places) => `From 1 to ${places}.`,
  scale: "Print at 100 %, without margins or headers.",
  print: "Print",
  preview: "What the labels look like",
};
