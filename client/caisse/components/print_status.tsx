/** How a print on the till's printer stands, and what a person does about one that is not out. */
import type { AsideMessages } from "../words/aside.ts";
import type { TillPrint } from "../store/till_printer.ts";

interface PrintStatusProps {
  print: TillPrint;
  busy: boolean;
  t: AsideMessages;
  onAgain: () => void;
  /** By the browser instead; null where there is nothing to print here. */
  onHere: (() => void) | null;
  /** It was seen to lie there. */
  onOut: () => void;
}

export function PrintStatus({ print: { genre, titre, etat, raison }, busy, t, onAgain, onHere, onOut }: PrintStatusProps) {
  const { printer } = t.caisse;
  const why = raison === null ? "" : printer.reasons[raison] ?? "";
  const told = { en_attente: printer.sent, envoyee: printer.sent, imprimee: printer.out, ecartee: "" };
  const stuck = etat === "refusee" ? printer.refused(why) : etat === "inconnue" ? printer.unknown : null;
  return (
    <div class={stuck === null ? "print-status" : "print-status stale"} data-print={etat}>
      <p role={stuck === null ? "status" : "alert"}>
        {titre} · {stuck ?? told[etat as keyof typeof told]}
        {etat === "imprimee" && raison === "fin_de_papier" && ` ${printer.paperLow}`}
      </p>
      {(etat === "refusee" || (etat === "inconnue" && genre === "cuisine")) && (
        <button type="button" class="button button-plain" disabled={busy} onClick={onAgain}>{printer.again}</button>
      )}
      {etat === "refusee" && onHere !== null && (
        <button type="button" class="button button-quiet" disabled={busy} onClick={onHere}>{printer.here}</button>
      )}
      {etat === "inconnue" && (
        <button type="button" class="button button-plain" disabled={busy} onClick={onOut}>{printer.seen}</button>
      )}
    </div>
  );
}
