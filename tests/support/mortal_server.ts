/** The server, with a writer that ends or is stuck when somebody writes what asks for it: see `mortal_writer.ts`. */
const RealWorker = globalThis.Worker;

globalThis.Worker = class extends RealWorker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(String(url).endsWith("/workers/writer.ts") ? new URL("./mortal_writer.ts", import.meta.url) : url, options);
  }
};

// What nobody catches, in the thread that answers everybody.
Deno.addSignalListener("SIGUSR2", () => {
  Promise.reject(new Error("a promise without a catch"));
  setTimeout(() => {
    throw new Error("an error without a catch");
  });
});

await import("../../main.ts");
