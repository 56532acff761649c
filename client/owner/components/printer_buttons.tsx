/** Prints a document of the console on one of the shop's receipt printers; nothing where it has none. */
import { useSignal } from "@preact/signals";
import { render, type VNode } from "preact";
import { useEffect } from "preact/hooks";
import { FailureNote } from "../../components/failure_note.tsx";
import { Icon } from "../../components/icon.tsx";
import { useSubmission } from "../../components/submission.ts";
import { attempt } from "../../network/attempt.ts";
import type { NetworkClient } from "../../network/network_client.ts";
import type { OwnerMessages } from "../words/words.ts";
import { printerBlocks } from "./printer_blocks.ts";

interface PrinterButtonsProps {
  client: NetworkClient;
  /** What it is called among what was not printed. */
  title: string;
  content: VNode;
  t: OwnerMessages;
}

export function PrinterButtons({ client, title, content, t }: PrinterButtonsProps) {
  const printers = useSignal<readonly { readonly id: number; readonly name: string }[]>([]);
  const sent = useSignal("");
  const submission = useSubmission();
  useEffect(() => {
    // Without them the browser prints, as it does anyway.
    client.query("select", "SELECT id, nom FROM imprimantes ORDER BY nom").then(
      ({ rows }) => printers.value = rows.map((row) => ({ id: Number(row["id"]), name: String(row["nom"]) })),
      () => {},
    );
  }, []);
  const print = async (id: number, name: string) => {
    sent.value = "";
    const sheet = document.createElement("div");
    render(content, sheet);
    const body = { titre: title, blocs: printerBlocks(sheet) };
    render(null, sheet);
    const done = await submission.run(() =>
      attempt(async () => void await client.request("POST", `/api/imprimantes/${id}/imprimer`, body, client.uuid.next()))
    );
    if (done) sent.value = t.owner.sentToPrinter(name);
  };
  return (
    <>
      {printers.value.map(({ id, name }) => (
        <button
          key={id}
          type="button"
          class="button button-plain"
          disabled={submission.busy}
          onClick={({ detail }) => detail < 2 && void print(id, name)}
        >
          <Icon name="print" />
          {name}
          <span class="visually-hidden">{t.owner.printOn(title)}</span>
        </button>
      ))}
      {printers.value.length > 0 && <p class="form-said" role="status">{sent.value}</p>}
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
    </>
  );
}
