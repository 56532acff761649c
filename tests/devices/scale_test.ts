/** A scale that answers, moves, is too full, below zero, silent, or says something else: a weight at rest, or why there is none; never one from before. */
import assert from "node:assert/strict";
import { constants } from "node:fs/promises";
import { scaleAddress } from "../../server/devices/address.ts";
import { weigh } from "../../server/devices/scale.ts";
import { serialLine } from "../../server/devices/serial_line.ts";
import { Scales } from "../../server/weighing.ts";
import { eventually } from "../support/feed.ts";
import { BITS, TestScale, weightFrame } from "../support/scale.ts";
import { onLinux } from "../support/where.ts";

Deno.test("only a scale of the shop's own network, or on a serial cable, is ever asked", () => {
  const given = (text: string) => {
    const found = scaleAddress(text);
    return found === null ? null : found.kind === "tcp" ? `${found.host}:${found.port}` : found.path;
  };
  for (const text of ["192.168.1.60:4001", "10.0.0.7:1024", "172.31.255.1:65535", "/dev/ttyUSB0", "/dev/ttyACM3", "/dev/ttyS9"]) {
    assert.equal(given(text), text);
  }
  for (
    const text of [
      ...["8.8.8.8:4001", "172.32.0.1:4001", "169.254.169.254:4001", "0.0.0.0:4001", "192.168.1.256:4001", "scale.local:4001"],
      ...["192.168.1.60", "192.168.1.60:80", "192.168.1.60:65536", "192.168.1.60:", "192.168.1.60:4001 ", ""],
      ...["/dev/sda", "/dev/ttyUSB", "/dev/ttyUSB10", "/dev/tty1", "/dev/ttyUSB0/../sda", "/dev/ttyUSB0\n"],
    ]
  ) assert.equal(given(text), null, text);
});

Deno.test("what rests is weighed in grams, with parity in the eighth bit or without; what has no weight says why", async () => {
  await using scale = await TestScale.open();
  const said = () => weigh(scale.address);
  for (const grams of [1, 550, 1235, 14_995]) {
    scale.grams = grams;
    assert.deepEqual(await said(), { grams });
  }
  scale.parity = true;
  assert.deepEqual(await said(), { grams: 14_995 });
  assert.ok(scale.heard.every((byte) => byte === 0x57));
  for (
    const [status, none] of [
      [BITS.over, "over"],
      [BITS.over | BITS.moving, "over"],
      [BITS.under, "under"],
      [BITS.lostZero, "under"],
      [BITS.zero, "empty"],
      [0, "unreadable"],
    ] as const
  ) {
    scale.status = status;
    assert.deepEqual(await said(), { none }, String(status));
  }
  scale.status = null;
  scale.grams = 0;
  assert.deepEqual(await said(), { none: "empty" });
});

Deno.test("what moves is asked until it rests, below zero meanwhile or not; what never rests has no weight", async () => {
  await using scale = await TestScale.open();
  scale.grams = 700;
  scale.movesFor = 3;
  assert.deepEqual(await weigh(scale.address), { grams: 700 });
  assert.equal(scale.heard.length, 4);
  scale.status = BITS.moving | BITS.under;
  assert.deepEqual(await weigh(scale.address), { none: "moving" });
});

Deno.test("a weight that was said before it was asked is dropped, and what is no weight in kilograms is none", async () => {
  await using scale = await TestScale.open();
  scale.grams = 300;
  scale.saysFirst = weightFrame(9_000);
  assert.deepEqual(await weigh(scale.address), { grams: 300 });
  scale.saysFirst = [];
  const text = (said: string) => [0x02, ...new TextEncoder().encode(said), 0x0d];
  for (const said of ["01.23", "1234", "-0.500", "01.234kg", "", "?", "??x", "00:550", "1e.000", "9".repeat(40)]) {
    scale.says = text(said);
    assert.deepEqual(await weigh(scale.address), { none: "unreadable" }, said);
  }
  scale.says = text("  1.234N");
  assert.deepEqual(await weigh(scale.address), { grams: 1234 });
});

Deno.test("a scale that says nothing, half of it, or is not there: each is told apart, in seconds", async () => {
  await using scale = await TestScale.open();
  for (const says of [[], [0x02, 0x30, 0x31], [0x30, 0x31, 0x2e, 0x30, 0x30, 0x30, 0x0d]]) {
    scale.says = says;
    assert.deepEqual(await weigh(scale.address), { none: "mute" });
  }
  const { address } = scale;
  await scale[Symbol.asyncDispose]();
  assert.deepEqual(await weigh(address), { none: "away" });
  assert.deepEqual(await weigh("8.8.8.8:4001"), { none: "away" });
});

Deno.test("one asks at a time: whoever comes meanwhile shares what is asked after them, and nothing that began before", async () => {
  await using scale = await TestScale.open();
  const scales = new Scales({ ask: () => assert.fail("no shop is asked") }, null);
  scale.grams = 100;
  scale.movesFor = 2;
  const first = scales.weigh(scale.address);
  await eventually(() => scale.heard.length > 0, "the first question arrives");
  const others = [1, 2, 3].map(() => scales.weigh(scale.address));
  assert.deepEqual(await first, { grams: 100 });
  const asked = scale.heard.length;
  scale.grams = 200;
  assert.deepEqual(await Promise.all(others), [{ grams: 200 }, { grams: 200 }, { grams: 200 }]);
  assert.equal(scale.heard.length, asked + 1);
});

/** Of Linux; node:fs does not tell it. Who opens the line would hold the plug as well. */
const O_CLOEXEC = 0o2000000;

/** A terminal that is nobody's: the name of its file, and what stands in for the plug that is pulled. */
function freeTerminal(): { readonly path: string; pull(): void } {
  const { symbols: libc } = Deno.dlopen("libc.so.6", {
    posix_openpt: { parameters: ["i32"], result: "i32" },
    unlockpt: { parameters: ["i32"], result: "i32" },
    ptsname: { parameters: ["i32"], result: "pointer" },
    close: { parameters: ["i32"], result: "i32" },
  });
  const master = libc.posix_openpt(constants.O_RDWR | constants.O_NOCTTY | O_CLOEXEC);
  assert.equal(libc.unlockpt(master), 0);
  return { path: Deno.UnsafePointerView.getCString(libc.ptsname(master)!), pull: () => void libc.close(master) };
}

/** A program that leads its own session, as a service does, and opens the line. */
function inItsOwnSession(path: string, then: string, env: Record<string, string> = {}): Deno.ChildProcess {
  const code = `import { serialLine } from ${JSON.stringify(import.meta.resolve("../../server/devices/serial_line.ts"))};
    const path = ${JSON.stringify(path)};
    ${then}`;
  return new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-check", code],
    env,
    detached: true,
    stdin: "piped",
    stdout: "piped",
  })
    .spawn();
}

Deno.test("the plug of a line that is pulled ends the line, not the service that opened it", onLinux(), async () => {
  const terminal = freeTerminal();
  const service = inItsOwnSession(
    terminal.path,
    `const line = await serialLine(path);
    const stat = await Deno.readTextFile("/proc/self/stat");
    console.log(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[4]);
    await Deno.stdin.read(new Uint8Array(1));
    console.log(await line.write(Uint8Array.of(0x57)).then(() => "taken", () => "lost"), await line.read(() => true, 50));
    line.close();`,
  );
  const output = service.stdout.pipeThrough(new TextDecoderStream()).getReader();
  const none = (await output.read()).value;
  terminal.pull();
  const speaker = service.stdin.getWriter();
  await speaker.write(Uint8Array.of(0x0a)).catch(() => {});
  await speaker.close().catch(() => {});
  const after = (await output.read()).value;
  await output.cancel();
  const { code, signal } = await service.status;
  assert.deepEqual({ none, after, code, signal }, { none: "0\n", after: "lost null\n", code: 0, signal: null });
});

Deno.test("a serial line that hangs while it is set is none, in seconds", onLinux(), async () => {
  const folder = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  await Deno.writeTextFile(`${folder}/stty`, "#!/bin/sh\nexec sleep 20\n", { mode: 0o755 });
  const service = inItsOwnSession(
    "/dev/null",
    `console.log(await serialLine(path).then(() => "a line", ({ message }) => message));`,
    {
      PATH: `${folder}:${Deno.env.get("PATH")}`,
    },
  );
  assert.equal(await new Response(service.stdout).text(), "no serial line\n");
  await service.stdin.close();
  await service.status;
  await Deno.remove(folder, { recursive: true });
});

/** What stands in for a serial cable, where this system has it. */
const hasScript = Deno.build.os === "linux" &&
  await new Deno.Command("script", { args: ["--version"], stdout: "null", stderr: "null" })
    .output().then(({ success }) => success, () => false);
if (!hasScript) console.log("no `script` here to make a terminal of: the serial line was not tried");

Deno.test("a serial line carries bytes both ways, and a look that finds nothing takes nothing of what comes later", {
  ignore: !hasScript,
}, async () => {
  const terminal = new Deno.Command("script", {
    args: ["-qfc", "tty; exec sleep 60", "/dev/null"],
    stdin: "piped",
    stdout: "piped",
  })
    .spawn();
  const output = terminal.stdout.getReader();
  let said = "";
  const hears = async (text: string) => {
    while (!said.includes(text)) {
      const { done, value } = await output.read();
      if (done) throw new Error("the terminal ended");
      said += new TextDecoder().decode(value);
    }
  };
  const speaker = terminal.stdin.getWriter();
  try {
    await hears("\n");
    const path = said.trim();
    const line = await serialLine(path);
    assert.equal(await line.read(() => true, 50), null);
    await line.write(Uint8Array.of(0x57));
    await hears("W");
    await speaker.write(Uint8Array.from(weightFrame(550)));
    const heard: number[] = [];
    for (let byte = await line.read(() => true, 2000); byte !== null && byte !== 0x0d;) {
      heard.push(byte);
      byte = await line.read(() => true, 2000);
    }
    assert.deepEqual([...heard, 0x0d], weightFrame(550));
    line.close();
    await assert.rejects(serialLine("/dev/null"));
    await assert.rejects(serialLine("/dev/ttyUSB9"));
  } finally {
    terminal.kill("SIGKILL");
    await speaker.close().catch(() => {});
    await output.cancel();
    await terminal.status;
  }
});
