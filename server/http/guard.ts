/** What every request must pass before any route sees it, tokens and all: whose name, whose page. */
import type { ErrorCode } from "../../shared/errors.ts";
import type { Hosts } from "../security/hosts.ts";

/** Pages besides the first one; a receipt is opened from a code that was scanned, perhaps by a program that hands it on to the browser. */
const PAGES = ["/r/", "/afficheur/"];

/**
 * Judged by the headers alone: the URL shows another host for an absolute request target. `Origin`
 * tells of scripts and forms of other pages; `Sec-Fetch-Site`, where a browser sends it, also of
 * what carries no Origin (images, scripts, frames). Only a person's own step may lead to a page.
 */
export function refusedBy(hosts: Hosts, request: Request, path: string, secure: boolean): ErrorCode | null {
  const { headers } = request;
  // HTTP/2, spoken over TLS alone, has no Host header: there the name stands in `:authority`, and so in the URL.
  const host = headers.get("host") ?? (secure ? authorityOf(request.url) : null);
  if (!hosts.allows(host)) return "host_not_allowed";
  const origin = headers.get("origin");
  if (origin !== null && !hosts.allowsOrigin(origin, host!, secure)) return "origin_not_allowed";
  const site = headers.get("sec-fetch-site");
  if (site === null || site === "same-origin" || site === "none") return null;
  return (path === "/" || PAGES.some((page) => path.startsWith(page))) && headers.get("sec-fetch-mode") === "navigate"
    ? null
    : "origin_not_allowed";
}

/** The name under which a request that was let pass had asked, without its port. */
export function nameAsked({ headers, url }: Request): string {
  return new URL(`http://${headers.get("host") ?? authorityOf(url)}`).hostname;
}

function authorityOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).host : null;
}
