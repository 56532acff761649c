/** Comptoir as a service: what would be done, on each system, before anything is. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { servicePlan } from "../../server/cli/service_plan.ts";
import { run } from "../support/command_line.ts";

const wish = { program: ["/opt/comptoir/comptoir"], data: null, port: 8080, home: "/home/zoé", system: true } as const;

Deno.test(
  "a dry run says which file and which commands, and touches nothing",
  { ignore: Deno.build.os !== "linux" },
  async () => {
    const home = await Deno.makeTempDir({ prefix: "comptoir-test-" });
    const env = { HOME: home };
    const { code, out } = await run(["service", "install", "--dry-run", "--port", "8090", "--data", "/srv/boutique"], { env });
    assert.equal(code, 0);
    assert.match(out, new RegExp(`# ${home}/\\.config/systemd/user/comptoir\\.service\n\\[Unit\\]`));
    assert.match(out, /ExecStart=.*"--no-open" "--port" "8090" "--data" "\/srv\/boutique"$/m);
    assert.match(out, /^systemctl --user enable --now comptoir\.service$/m);
    const undone = await run(["service", "uninstall", "--dry-run"], { env });
    assert.match(undone.out, /^systemctl --user disable --now comptoir\.service$/m);
    assert.throws(() => Deno.statSync(join(home, ".config")), "nothing was written");
    await Deno.remove(home, { recursive: true });
  },
);

Deno.test("the system's own service has a user and a folder of its own and may do little else; systemd understands it", async () => {
  const { file } = servicePlan({ ...wish, os: "linux", program: ["/bin/sh", "-c", 'a "b" %i $x'] });
  const { text } = file!;
  for (
    const line of ["DynamicUser=yes", "StateDirectory=comptoir", "ProtectSystem=strict", "ProtectHome=yes", "Restart=on-failure"]
  ) {
    assert.match(text, new RegExp(`^${line}$`, "m"), line);
  }
  assert.doesNotMatch(text, /MemoryDenyWriteExecute/, "V8 makes machine code");
  assert.match(text, /"--data" "\/var\/lib\/comptoir"$/m);
  assert.match(text, /"a \\"b\\" %%i \$\$x"/, "what systemd would read otherwise");
  assert.match(servicePlan({ ...wish, os: "linux", data: "/srv/x" }).file!.text, /^ReadWritePaths="\/srv\/x"$/m);
  const dir = await Deno.makeTempDir({ prefix: "comptoir-test-" });
  await Deno.writeTextFile(join(dir, "comptoir.service"), text);
  try {
    const verify = await new Deno.Command("systemd-analyze", { args: ["verify", join(dir, "comptoir.service")] }).output();
    const said = new TextDecoder().decode(verify.stderr).split("\n").filter((line) => line.includes("comptoir.service"));
    assert.deepEqual(said, []);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log("ignored: no systemd on this machine to ask");
  }
  await Deno.remove(dir, { recursive: true });
});

Deno.test("on Windows it is a task, on macOS an agent of launchd; names with blanks stay whole", () => {
  const program = ["C:\\Mes programmes\\comptoir.exe"] as const;
  const task = servicePlan({ ...wish, os: "windows", program, data: "D:\\Ma boutique", system: false });
  assert.equal(task.file, null);
  assert.deepEqual(task.install[0]!.slice(-2), [
    "/TR",
    '"C:\\Mes programmes\\comptoir.exe" "--no-open" "--port" "8080" "--data" "D:\\Ma boutique"',
  ]);
  const agent = servicePlan({ ...wish, os: "darwin", program: ["/Applications/R&B/comptoir"], system: false });
  assert.equal(agent.file!.path, "/home/zoé/Library/LaunchAgents/local.comptoir.plist");
  assert.match(agent.file!.text, /<string>\/Applications\/R&amp;B\/comptoir<\/string>\n {4}<string>--no-open<\/string>/);
});
