/** Comptoir as a service: what would be done, on each system, before anything is. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { servicePlan } from "../../server/cli/service_plan.ts";
import { run } from "../support/command_line.ts";
import { onLinux, withProgram } from "../support/where.ts";

const withSystemd = await withProgram("ask", "systemd-analyze");

const wish = { program: ["/opt/comptoir/comptoir"], data: null, port: 8080, home: "/home/zoé", system: true } as const;
const commands = (list: readonly (readonly string[])[]) => list.map((command) => command.join(" "));

Deno.test(
  "a dry run says which file and which commands, and touches nothing",
  onLinux(),
  async () => {
    const home = await Deno.makeTempDir({ prefix: "comptoir-test-" });
    const env = { HOME: home };
    const { code, out } = await run(["service", "install", "--dry-run", "--port", "8090", "--data", "/srv/boutique"], { env });
    assert.equal(code, 0);
    assert.match(out, new RegExp(`# ${home}/\\.config/systemd/user/comptoir\\.service\n\\[Unit\\]`));
    assert.match(out, /ExecStart=.*"--no-open" "--port" "8090" "--data" "\/srv\/boutique"$/m);
    assert.match(out, /^StartLimitIntervalSec=0$/m, "it is tried again for as long as it takes");
    // A changed unit is read, and what runs by the one before is started anew.
    const steps = ["daemon-reload", "stop comptoir.service", "enable --now comptoir.service"];
    assert.ok(out.trimEnd().endsWith(steps.map((step) => `systemctl --user ${step}`).join("\n")), out);
    const undone = await run(["service", "uninstall", "--dry-run"], { env });
    const [disable, remove, reload] = undone.out.trimEnd().split("\n").slice(-3);
    assert.equal(disable, "systemctl --user disable --now comptoir.service");
    assert.equal(remove, `rm -f ${home}/.config/systemd/user/comptoir.service`);
    assert.equal(reload, "systemctl --user daemon-reload");
    for (const bad of ["/srv/a\nExecStart=b", "/srv/\x1b[2J"]) {
      const { code, err } = await run(["service", "install", "--dry-run", "--data", bad], { env });
      assert.deepEqual([code, /cannot stand in a service's file/.test(err), err.includes("\x1b")], [1, true, false], err);
    }
    const roots = await run(["service", "install", "--system", "--dry-run", "--data", "/usr"], { env });
    assert.deepEqual([roots.code, /^'\/usr' is root's and holds other things/.test(roots.err)], [1, true], roots.err);
    assert.throws(() => Deno.statSync(join(home, ".config")), "nothing was written");
    await Deno.remove(home, { recursive: true });
  },
);

Deno.test("the system's own service has a user and a folder of its own and may do little else; systemd understands it", async (t) => {
  const odd = 'a "b" %i $x \\';
  const unit = (
    data: { path: string; owner: number | null } | null,
    program: readonly [string, ...string[]] = ["/bin/$sh", odd],
  ) => servicePlan({ ...wish, os: "linux", program, data });
  const own = unit(null);
  const { text } = own.file!;
  const lines = ["User=comptoir", "StateDirectory=comptoir", "ProtectSystem=strict", "ProtectHome=yes", "Restart=on-failure"];
  for (const line of lines) assert.match(text, new RegExp(`^${line}$`, "m"), line);
  assert.doesNotMatch(text, /MemoryDenyWriteExecute/, "V8 makes machine code");
  assert.doesNotMatch(text, /DynamicUser/, "nobody could be that user, to back it up");
  // Of all devices it may open those on a cable, also where one is plugged in after it began.
  assert.doesNotMatch(text, /PrivateDevices/, "it hides them");
  const devices = ["ttyUSB", "ttyACM", "ttyS", "usb"].map((name) => `DeviceAllow=char-${name} rw`);
  assert.deepEqual(text.match(/^Device.*$/gm), ["DevicePolicy=closed", ...devices]);
  for (const key of ["Wants", "After"]) {
    assert.match(text, new RegExp(`^${key}=network-online.target modprobe@usbserial.service modprobe@cdc_acm.service$`, "m"));
  }
  const users = servicePlan({ ...wish, os: "linux", system: false }).file!.text;
  assert.match(users, /^Wants=network-online.target$/m);
  assert.match(text, /"--data" "\/var\/lib\/comptoir"$/m);
  assert.match(text, /^ExecStart="\/bin\/\$sh" "a \\"b\\" %%i \$\$x \\\\" /m, "what systemd would read otherwise");
  assert.match(commands(own.install)[1]!, /^systemd-sysusers --inline u comptoir - "[^"]+" \/var\/lib\/comptoir$/);

  // A folder of somebody's is served by whose it is, one that is nobody's by the service's own user: never by root.
  const given = unit({ path: `/srv/${odd}`, owner: null });
  assert.match(given.file!.text, /^User=comptoir\nReadWritePaths="\/srv\/a \\"b\\" %%i \$x \\\\"$/m);
  assert.doesNotMatch(given.file!.text, /^StateDirectory/m);
  assert.deepEqual(commands(given.install).slice(3, 5), [
    `install -d -m 0700 -o comptoir -g comptoir /srv/${odd}`,
    `chown -R comptoir: /srv/${odd}`,
  ]);
  const zoes = unit({ path: "/home/zoé/boutique", owner: 1_000 });
  assert.match(zoes.file!.text, /^User=1000\nReadWritePaths="\/home\/zoé\/boutique"$/m);
  assert.match(zoes.file!.text, /^ProtectHome=read-only$/m, "below which it may write");
  assert.doesNotMatch(commands(zoes.install).join("\n"), /sysusers|chown/);

  await t.step({
    name: "as systemd itself reads it",
    ...withSystemd,
    fn: async () => {
      const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
      const file = join(dir, "comptoir.service");
      for (const data of [null, { path: `/srv/${odd}`, owner: null }, { path: "/home/zoé/boutique", owner: 1_000 }]) {
        await Deno.writeTextFile(file, unit(data, ["/bin/sh", odd]).file!.text);
        const verify = await new Deno.Command("systemd-analyze", { args: ["verify", file] }).output();
        const said = new TextDecoder().decode(verify.stderr).split("\n").filter((line) => line.includes("comptoir.service"));
        assert.deepEqual(said, []);
      }
      await Deno.remove(dir, { recursive: true });
    },
  });
});

Deno.test("on Windows it is a task, on macOS an agent of launchd; names with blanks and quotes stay whole", () => {
  const program = ["C:\\Mes programmes\\L'épicerie d’Ève\\comptoir.exe"] as const;
  const task = servicePlan({ ...wish, os: "windows", program, data: { path: "D:\\Ma boutique\\", owner: 0 }, system: false });
  assert.equal(task.file, null);
  const made = task.typed(task.install[0]!);
  assert.ok(made.includes("-Execute 'C:\\Mes programmes\\L''épicerie d’’Ève\\comptoir.exe' -Argument "), made);
  assert.ok(made.includes(`-Argument '"--no-open" "--port" "8080" "--data" "D:\\Ma boutique\\\\"')`), made);
  assert.match(made, /-ExecutionTimeLimit \(\[TimeSpan\]::Zero\)/, "by itself it would end after three days");
  const agent = servicePlan({ ...wish, os: "darwin", program: ["/Applications/R&B/comptoir"], system: false });
  assert.equal(agent.file!.path, "/home/zoé/Library/LaunchAgents/local.comptoir.plist");
  assert.match(agent.file!.text, /<string>\/Applications\/R&amp;B\/comptoir<\/string>\n {4}<string>--no-open<\/string>/);
});
