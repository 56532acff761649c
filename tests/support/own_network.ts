/** A network that this test has for itself: what it says there is heard by nobody else, neither on this machine nor beyond. */
import assert from "node:assert/strict";
import { where } from "./where.ts";

const INSIDE = "COMPTOIR_TEST_OWN_NETWORK";

/** The server PC's address in it. */
export const ADDRESS = "192.168.7.2";

/** Whether this process runs in it. */
export const isInside = Deno.env.has(INSIDE);

const [program, ...become] = Deno.uid() === 0 ? ["unshare", "-n"] as const : ["unshare", "-rn"] as const;
const SET_UP = `ip link set lo up && ip addr add ${ADDRESS}/24 dev lo`;

/** Such tests are ignored where there is none to be had. */
export const onOwnNetwork = async () =>
  where(Deno.build.os === "linux" && await works(), "this machine gives a test no network of its own (unshare, ip)");

/** Runs a file of tests inside. */
export async function runInside(file: string): Promise<void> {
  const tests = [Deno.execPath(), "test", "-A", "--no-check", "--quiet", new URL(file).pathname];
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args: [...become, "sh", "-c", `${SET_UP} && exec "$@"`, "sh", ...tests],
    env: { [INSIDE]: "1", NO_COLOR: "1" },
    stdin: "null",
  }).output();
  const said = new TextDecoder().decode(stdout);
  assert.ok(success, said + new TextDecoder().decode(stderr));
  console.log(said.trimEnd());
}

/** A change to the network while it is used, as with DHCP or Wi-Fi. */
export function ip(...args: readonly string[]): void {
  const { success, stderr } = new Deno.Command("ip", { args: [...args] }).outputSync();
  assert.ok(success, new TextDecoder().decode(stderr));
}

async function works(): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: [...become, "sh", "-c", SET_UP], stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}
