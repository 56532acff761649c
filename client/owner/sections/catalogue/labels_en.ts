/** The words of labels, in English. */
import { INPUT_LIMITS } from "../../../../shared/input_limits.ts";
import type { LabelsWords } from "./labels_fr.ts";

export const labels: LabelsWords = {
  title: "Labels",
  count: (labels) => labels === 1 ? "1 label" : `${labels.toLocaleString("en-GB")} labels`,
  tooMany: (labels) =>
    `${labels.toLocaleString("en-GB")} labels: ${INPUT_LIMITS.labels} at once at most. Look for or tick fewer articles.`,
  paper: "Paper",
  a4: "A4 sheet of 24 labels (3 × 8, 70 × 37 mm)",
  roll: "58 mm roll",
  each: "Labels of each article",
  eachWrong: "A whole number, 1 at least.",
  from: "Begin at place",
  fromHint: "For a sheet that was begun.",
  fromWrong: (places) => `From 1 to ${places}.`,
  scale: "Print at 100 %, without margins or headers.",
  print: "Print",
  preview: "What the labels look like",
};
