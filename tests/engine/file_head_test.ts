/** What the thread that holds the database's file open tells the writer of it: each answer is of the question that was asked. */
import assert from "node:assert/strict";
import { FileHead, HEAD_BYTES, HeldFile } from "../../server/database/files/file_head.ts";

Deno.test("a late answer of a question that is given up leaves the next one's alone", async () => {
  const path = await Deno.makeTempFile();
  const write = (byte: number) => Deno.writeFileSync(path, new Uint8Array(HEAD_BYTES).fill(byte));
  write(1);
  const held = new HeldFile(path);
  try {
    let holder: (number: number) => void = () => {};
    const head = new FileHead(held.newQuestion(), (number) => holder(number));
    const asked: number[] = [];
    holder = (number) => asked.push(number);
    assert.equal(head.read(), null, "nobody answers");
    holder = () => held.answer(asked[0]!);
    assert.equal(head.read(), null, "what comes is the first one's");
    write(2);
    holder = (number) => {
      held.answer(number);
      write(3);
      held.answer(asked[0]!);
      held.answer(number);
    };
    assert.deepEqual(head.read(), new Uint8Array(HEAD_BYTES).fill(2), "neither a late answer nor a second one changes it");
  } finally {
    held.close();
    await Deno.remove(path);
  }
});
