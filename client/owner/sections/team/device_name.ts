/** What a browser says it is, in two words; the program's own name for what is no browser, empty where nothing was said. */

/** In this order: each also says the names of those after it. */
const BROWSERS = [["Edg", "Edge"], ["OPR", "Opera"], ["Firefox", "Firefox"], ["Chrome", "Chrome"], ["Safari", "Safari"]] as const;
const SYSTEMS = [
  ["Android", "Android"],
  ["iPad", "iPad"],
  ["iPhone", "iPhone"],
  ["Windows", "Windows"],
  ["CrOS", "ChromeOS"],
  ["Mac OS X", "Mac"],
  ["Linux", "Linux"],
] as const;

export function deviceName(userAgent: string): string {
  const browser = BROWSERS.find(([mark]) => userAgent.includes(mark))?.[1];
  const system = SYSTEMS.find(([mark]) => userAgent.includes(mark))?.[1];
  const words = [browser, system].filter((word) => word !== undefined);
  return words.length > 0 ? words.join(" · ") : /^[^\s/(]*/.exec(userAgent)![0];
}
