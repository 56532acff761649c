/** What is answered instead of what was asked: problem details, in the reader's language. */
import { AppError, type Bilingual, type ErrorCode, type Extras, type Locale, localeOf, problem } from "../../shared/errors.ts";
import { fill } from "../../shared/template.ts";
import type { Rule } from "../database/application.ts";
import type { RequestContext, Services } from "./context.ts";
import { send } from "./respond.ts";

export function errorResponse(
  request: Request,
  requestId: string,
  code: ErrorCode,
  extras: Extras = {},
  zone?: string,
): Response {
  const body = problem(code, extras, localeOf(request.headers.get("accept-language")), zone);
  const extra: Record<string, string> = {};
  if (body.status === 401) extra["www-authenticate"] = 'Bearer realm="comptoir"';
  if (typeof extras["retry_after"] === "number") extra["retry-after"] = String(extras["retry_after"]);
  if (code === "busy") extra["retry-after"] = "1";
  if (code === "upgrade_required") {
    Object.assign(extra, { connection: "Upgrade", upgrade: "websocket", "sec-websocket-version": "13" });
  }
  return send(requestId, JSON.stringify(body), "application/problem+json", body.status, extra);
}

/** The answer to anything thrown: expected trouble as itself, anything else as a plain 500 with its story on the console. */
export function thrownResponse(c: RequestContext, thrown: unknown): Response {
  const { services, found } = c.env;
  if (thrown instanceof AppError) {
    const extras = explained(thrown, services, localeOf(c.req.raw.headers.get("accept-language")));
    return errorResponse(c.req.raw, found.requestId, thrown.code, extras, services.timeZone.name);
  }
  services.logBug(found.requestId, thrown);
  return errorResponse(c.req.raw, found.requestId, "internal");
}

/** The error's extras, with what the server knows besides. */
function explained({ code, extras }: AppError, services: Services, locale: Locale): Extras {
  if (code === "role_not_allowed_here") return guided(extras, services.ownerUrl(), services.tillUrls(), locale);
  if (code === "import_faulty") {
    return { ...extras, fautes: (extras["fautes"] as Extras[]).map((fault) => told(fault, services, locale)) };
  }
  return code === "constraint_violation" || code === "owner_wanted" ? reasoned(extras, services, locale) : extras;
}

/** Tells an owner where to go, and who stands at the server PC what a shop with that one PC does, in the reader's language. */
function guided(extras: Extras, url: string, tillUrls: readonly string[], locale: Locale): Extras {
  if (extras["role"] === "administrateur") {
    return { ...extras, hint: locale === "fr" ? `Ouvrez ${url} sur le PC serveur.` : `Open ${url} on the server PC.` };
  }
  const elsewhere = tillUrls[0];
  const hint = locale === "fr"
    ? `${elsewhere === undefined ? "Passez sur un autre poste." : `Sur un autre poste, ouvrez ${elsewhere}.`} ` +
      "Si la boutique n'a que ce PC : le propriétaire coche « Une seule machine » aux Premiers pas de sa console, " +
      "ou démarre Comptoir par « comptoir --single-machine »."
    : `${elsewhere === undefined ? "Go to another machine." : `On another machine, open ${elsewhere}.`} ` +
      "If this PC is the shop's only one: its owner ticks that this PC is a till too, in the first steps of the console, " +
      "or starts Comptoir by 'comptoir --single-machine'.";
  return { ...extras, hint };
}

/** Why it is refused, in the application's own words where it has some. */
function reasoned(extras: Extras, { rules, labels }: Services, locale: Locale): Extras {
  const told = ruled(extras, rules, locale);
  return told === extras ? labelled(extras, labels) : told;
}

/** The engine's sentence of a column, with what people call that. */
function labelled(extras: Extras, labels: Services["labels"]): Extras {
  const { reason } = extras as { readonly reason?: Bilingual };
  if (reason === undefined || reason === null || typeof reason !== "object") return extras;
  const named = (text: string, quoted: RegExp, locale: Locale) =>
    text.replace(
      quoted,
      (whole, name: string) => Object.hasOwn(labels, name) ? whole.replace(name, labels[name]![locale]) : whole,
    );
  return { ...extras, reason: { fr: named(reason.fr, /« (\w+) »/g, "fr"), en: named(reason.en, /'(\w+)'/g, "en") } };
}

/** One fault of many, with its reason as text. */
function told(fault: Extras, services: Services, locale: Locale): Extras {
  const { reason = null, ...rest } = reasoned(fault, services, locale);
  const text = typeof reason === "object" && reason !== null ? (reason as Extras)[locale] ?? null : reason;
  return { ...rest, reason: text };
}

/** The id of the application's own rule that was broken, and what it says. */
function ruled(extras: Extras, rules: Readonly<Record<string, Rule>>, locale: Locale): Extras {
  const stored = String(extras["constraint"]);
  if (!Object.hasOwn(rules, stored)) return extras;
  const rule = rules[stored]!;
  return { ...extras, constraint: rule.id, reason: fill(rule[locale], extras, locale) };
}
