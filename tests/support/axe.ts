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
  const world = await (worlds.get(page) ?? enter(page));
  return (await run(world, scope)).violations.map(toFinding);
}

/** Where axe is at work: a world of one document. */
interface World {
  readonly session: CDPSession;
  readonly id: number;
}

/** Those of the documents that pages show now: to enter one takes longer than many a look. */
const worlds = new WeakMap<Page, Promise<World>>();
const sessions = new WeakMap<Page, Promise<CDPSession>>();

function enter(page: Page): Promise<World> {
  const world = create(page);
  worlds.set(page, world);
  return world;
}

async function create(page: Page): Promise<World> {
  if (!sessions.has(page)) {
    sessions.set(page, page.context().newCDPSession(page));
    page.on("framenavigated", () => worlds.delete(page));
  }
  const session = await sessions.get(page)!;
  const { frameTree } = await session.send("Page.getFrameTree");
  // Asked for twice in one document it is the same world, and axe is there already.
  const { executionContextId: id } = await session.send("Page.createIsolatedWorld", {
    frameId: frameTree.frame.id,
    worldName: WORLD,
  });
  if (await evaluate({ session, id }, "typeof axe") !== "object") await evaluate({ session, id }, `${axe.source}; null`);
  return { session, id };
}

async function run(world: World, scope: Scope): Promise<AxeResults> {
  const runOnly = scope === "contrast"
    ? { type: "rule", values: ["color-contrast"] }
    : { type: "tag", values: [...WCAG, ADVICE] };
  const options = JSON.stringify({ runOnly, resultTypes: ["violations"] });
  const results = await evaluate(world, `axe.run(document, ${options}).then(${withoutCutNames})`);
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

async function evaluate({ session, id }: World, expression: string): Promise<unknown> {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    contextId: id,
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
