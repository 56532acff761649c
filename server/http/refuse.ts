/** What is answered instead of what was asked: problem details, in the reader's language. */
import { AppError, type ErrorCode, type Extras, type Locale, localeOf, problem } from "../../shared/errors.ts";
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
function explained({ code, extras }: AppError, { rules, ownerUrl }: Services, locale: Locale): Extras {
  if (code === "role_not_allowed_here") return guided(extras, ownerUrl(), locale);
  if (code === "import_faulty") {
    return {
      ...extras,
      fautes: (extras["fautes"] as Extras[]).map((fault) => told(fault, rules, locale)),
    };
  }
  return code === "constraint_violation" || code === "owner_wanted" ? ruled(extras, rules, locale) : extras;
}

/** Tells an owner where to go, in the reader's language. */
function guided(extras: Extras, url: string, locale: Locale): Extras {
  if (extras["role"] !== "administrateur") return extras;
  return { ...extras, hint: locale === "fr" ? `Ouvrez ${url} sur le PC serveur.` : `Open ${url} on the server PC.` };
}

/** One fault of many, with its reason as text. */
function told(fault: Extras, rules: Readonly<Record<string, Rule>>, locale: Locale): Extras {
  const { reason = null, ...rest } = ruled(fault, rules, locale);
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
