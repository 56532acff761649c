/** A server that tells its name on the local network, in a network that a test has for itself, and who else is there. */
import { request } from "node:http";
import { resolve } from "node:path";
import { eventually } from "./feed.ts";
import { CHECKOUT, type Command, type TestServer } from "./server.ts";

/** Another PC's address. */
export const ELSEWHERE = "192.168.7.9";
/** One of this PC that is there only later. */
export const LATER = "192.168.9.9";
/** The one file, where one is to be tried instead of this checkout. */
const EXECUTABLE = Deno.env.get("COMPTOIR_EXECUTABLE");
/** As a shop starts it: the tests' own servers announce nothing. */
export const NAMED: Command = ["env", "-u", "COMPTOIR_NO_MDNS", ...EXECUTABLE === undefined ? CHECKOUT : [resolve(EXECUTABLE)]];

export const said = (server: TestServer, text: RegExp) => eventually(() => text.test(server.log), `${text} in ${server.log}`);
export const named = (number: string) => new RegExp(`Name on the network: http://comptoir${number}\\.local:\\d+`);

/** The status that health has under a name. */
export function under(server: TestServer, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const options = { port: server.port, path: "/api/health", headers: { host: `${name}:${server.port}` } };
    request(options, (response) => (response.resume(), resolve(response.statusCode!))).on("error", reject).end();
  });
}
