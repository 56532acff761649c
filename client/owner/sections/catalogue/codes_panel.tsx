/** The codes of an article besides its own: other labels of it, and packs, of which one scan is several. */
import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { Locale } from "../../../../shared/errors.ts";
import { FailureNote } from "../../../components/failure_note.tsx";
import { Field } from "../../../components/field.tsx";
import { filled, submits, useForm } from "../../../components/form.ts";
import type { NetworkClient } from "../../../network/network_client.ts";
import { ProductCodes } from "../../store/codes.ts";
import type { OwnerMessages } from "../../words/words.ts";
import { formatQuantity, parseQuantity } from "./quantity.ts";
import type { Ware } from "./ware.ts";
import type { Words } from "./words_fr.ts";
import { RowButton } from "../../components/row_button.tsx";

interface CodesPanelProps {
  ware: Ware;
  client: NetworkClient;
  t: OwnerMessages;
  w: Words;
  locale: Locale;
}

export function CodesPanel({ ware, client, t, w, locale }: CodesPanelProps) {
  const codes = useMemo(() => new ProductCodes(client), []);
  const code = useSignal("");
  const quantity = useSignal("1");
  const form = useForm(w.codeMissing);
  const thousandths = parseQuantity(quantity.value) || null;
  const submit = async () => {
    const named = filled(code);
    const wanted = named === null || thousandths === null ? null : { code: named, quantity: thousandths };
    if (!await form.send(wanted, (further) => codes.add(ware.id, further))) return;
    code.value = "";
    quantity.value = "1";
  };
  return (
    <section class="pane" aria-labelledby="codes-title">
      <header class="pane-head">
        <h2 id="codes-title">{w.codesTitle}</h2>
      </header>
      <p class="pane-lead">{w.codesLead}</p>
      {ware.codes.length > 0 && (
        <ul class="rows">
          {ware.codes.map((one) => (
            <li key={one.code} class="row">
              <span class="row-main">
                <span class="row-title">{one.code}</span>
                <span class="row-about">{w.codeStandsFor(formatQuantity(one.quantity, locale))}</span>
              </span>
              <RowButton
                label={w.codeRemove}
                of={w.codeRemoveOf(one.code)}
                disabled={form.busy}
                onPress={() => void form.run(() => codes.remove(one.code))}
              />
            </li>
          ))}
        </ul>
      )}
      <form class="form form-inset" onSubmit={submits(submit)} noValidate>
        <div class="form-columns">
          <Field label={w.codeNew} value={code} error={form.missing(code)} name="further-code" maxLength={64} />
          <Field
            label={w.codeQuantity}
            value={quantity}
            error={form.fault(thousandths, w.quantityWrong)}
            name="code-quantity"
            inputMode="decimal"
          />
        </div>
        {form.failure !== null && <FailureNote failure={form.failure} t={t} />}
        <div class="form-actions">
          <button type="submit" class="button button-plain" disabled={form.busy}>{w.codeAdd}</button>
        </div>
      </form>
    </section>
  );
}
