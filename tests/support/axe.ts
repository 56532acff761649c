/** axe-core on a page as it stands, its policy switched on: it runs over CDP in a world of its own, whose scripts CSP does not judge. */
import axe, { type AxeResults, type ImpactValue, type Result } from "axe-core";
import type { CDPSession, Page } from "playwright-core";

const WORLD = "axe";
/** WCAG 2.2 at level AA: what it contains of its predecessors as well. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Beyond what WCAG asks for: told, never required. */
const ADVICE = "best-practice";

export interface Finding {
  /** axe's name of the rule. */
  readonly rule: string;
  readonly impact: ImpactValue;
  /** Breaks WCAG 2.2 AA, and is serious or critical. */
  readonly serious: boolean;
  readonly help: string;
  /** Selector and reason of each element. */
  readonly places: readonly string[];
}

/** `contrast` looks at colours alone: all that another colour scheme can change. */
export type Scope = "all" | "contrast";

/** What axe finds on a page, best practices included. */
export async function findingsOn(page: Page, scope: Scope = "all"): Promise<readonly Finding[]> {
  const session = await page.context().newCDPSession(page);
  try {
    return (await run(session, scope)).violations.map(toFinding);
  } finally {
    await session.detach();
  }
}

async function run(session: CDPSession, scope: Scope): Promise<AxeResults> {
  const { frameTree } = await session.send("Page.getFrameTree");
  // Asked for twice in one document it is the same world, and axe is there already.
  const { executionContextId } = await session.send("Page.createIsolatedWorld", {
    frameId: frameTree.frame.id,
    worldName: WORLD,
  });
  if (await evaluate(session, executionContextId, "typeof axe") !== "object") {
    await evaluate(session, executionContextId, `${axe.source}; null`);
  }
  const runOnly = scope === "contrast"
    ? { type: "rule", values: ["color-contrast"] }
    : { type: "tag", values: [...WCAG, ADVICE] };
  const options = JSON.stringify({ runOnly, resultTypes: ["violations"] });
  const results = await evaluate(session, executionContextId, `axe.run(document, ${options}).then(${withoutCutNames})`);
  return results as AxeResults;
}

/**
 * Runs in the page. Whether a name holds all the text that is seen is judged only where all of the
 * element is in sight: axe takes what is scrolled aside for text that nobody sees.
 */
function withoutCutNames(results: AxeResults): AxeResults {
  const isWhole = (element: Element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    for (let box = element.parentElement; box !== null; box = box.parentElement) {
      if (getComputedStyle(box).overflow === "visible") continue;
      const frame = box.getBoundingClientRect();
      if (left < frame.left || right > frame.right || top < frame.top || bottom > frame.bottom) return false;
    }
    return top >= 0 && bottom <= innerHeight;
  };
  for (const violation of results.violations) {
    if (violation.id !== "label-content-name-mismatch") continue;
    violation.nodes = violation.nodes.filter(({ target }) => isWhole(document.querySelector(String(target[0]))!));
  }
  results.violations = results.violations.filter(({ nodes }) => nodes.length > 0);
  return results;
}

async function evaluate(session: CDPSession, contextId: number, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    contextId,
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails !== undefined) {
    throw new Error(`axe: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
  }
  return result.value;
}

function toFinding({ id, impact = null, tags, help, nodes }: Result): Finding {
  const grave = impact === "serious" || impact === "critical";
  const places = nodes.map(({ target, any, all, none }) => {
    const why = [...any, ...all, ...none].map(({ message }) => message);
    return `${target.join(" ")}: ${why.join("; ")}`;
  });
  return { rule: id, impact, serious: grave && tags.some((tag) => WCAG.includes(tag)), help, places };
}
