/** The attestation of the publisher, ready to be printed and signed. */
import { FailureNote } from "../../../components/failure_note.tsx";
import { Icon } from "../../../components/icon.tsx";
import { useSubmission } from "../../../components/submission.ts";
import { attempt } from "../../../network/attempt.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { onPaper } from "../../components/paper.ts";
import { AttestationSheet, type AttestedShop } from "./attestation_sheet.tsx";
import type { BooksProps } from "./books_props.ts";

export function AttestationPanel({ store: { client }, t, w: { attestation: words } }: BooksProps) {
  const submission = useSubmission();
  const print = () =>
    submission.run(() => attempt(async () => onPaper(<AttestationSheet of={await fetchAttested(client)} />, "a4")));
  return (
    <section class="pane" aria-labelledby="attestation-title">
      <header class="pane-head">
        <h2 id="attestation-title">{words.title}</h2>
        <button type="button" class="button button-plain" disabled={submission.busy} onClick={print}>
          <Icon name="print" />
          {words.print}
        </button>
      </header>
      <p class="pane-lead">{words.lead}</p>
      {submission.failure !== null && <FailureNote failure={submission.failure} t={t} />}
    </section>
  );
}

/** Throws a Failure. */
async function fetchAttested(client: NetworkClient): Promise<AttestedShop> {
  const [{ version }, { rows: [shop] }, { rows: [first] }, { rows: [last] }] = await Promise.all([
    client.request("GET", "/api/health") as Promise<{ version: string }>,
    client.query("select", "SELECT nom, adresse, siret FROM boutique", []),
    client.query("select", "SELECT horodatage FROM journal_fiscal WHERE serie = 'evenements' ORDER BY seq LIMIT 1", []),
    client.query("select", "SELECT cle_id FROM journal_fiscal WHERE serie = 'evenements' ORDER BY seq DESC LIMIT 1", []),
  ]);
  const text = (value: unknown) => String(value ?? "");
  return {
    nom: text(shop?.["nom"]),
    adresse: text(shop?.["adresse"]),
    siret: text(shop?.["siret"]),
    version,
    since: first === undefined ? null : text(first["horodatage"]),
    key: last === undefined ? null : text(last["cle_id"]),
  };
}
