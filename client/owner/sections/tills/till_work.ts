/** What the owner does with one till. */
import { attempt } from "../../../network/attempt.ts";
import type { Failure } from "../../../network/failure.ts";
import { weigh, type Weighing } from "../../../pads/scales.ts";
import type { Invitation, OwnerWork } from "../../store/work.ts";

export interface TillCount {
  /** Cents. */
  readonly attendu: number;
  readonly compte: number;
  readonly ecart: number;
}

/** What is set of one. */
type Column = "libelle" | "active" | "codes_pin" | "balance" | "tiroir_ferme";

export class TillWork {
  constructor(readonly owner: OwnerWork) {}

  setLabel(name: string, label: string): Promise<Failure | null> {
    return this.#update("libelle", label, name);
  }

  setActive(name: string, active: boolean): Promise<Failure | null> {
    return this.#update("active", active ? 1 : 0, name);
  }

  /** Counts what was left open; `onClosed` hears how it came out. */
  close(name: string, counted: number, reason: string, onClosed: (count: TillCount) => void): Promise<Failure | null> {
    return attempt(async () => {
      const { client, tills } = this.owner;
      const body = { compte: counted, ...reason === "" ? {} : { motif: reason } };
      const path = `/api/caisses/${encodeURIComponent(name)}/fermer`;
      onClosed(await client.request("POST", path, body, client.uuid.next()) as TillCount);
      await tills.refresh();
    });
  }

  setPins(name: string, allowed: boolean): Promise<Failure | null> {
    return this.#update("codes_pin", allowed ? 1 : 0, name);
  }

  /** Whether it is told that the drawer was left open; `onRead` hears. */
  readDrawerTold(name: string, onRead: (told: boolean) => void): Promise<Failure | null> {
    return attempt(async () => {
      const { rows } = await this.owner.client.query("select", "SELECT tiroir_ferme FROM caisses WHERE nom = ?", [name]);
      onRead(typeof rows[0]?.["tiroir_ferme"] === "number");
    });
  }

  /** What its switch says now, the drawer being shut, is what shut means. `onSilent`: the printer does not tell. */
  setDrawerTold(name: string, told: boolean, onSilent: () => void): Promise<Failure | null> {
    return attempt(async () => {
      const signal = told ? await this.#drawerSwitch(name) : null;
      if (told && signal === null) onSilent();
      else await this.#put("tiroir_ferme", signal, name);
    });
  }

  /** As it is now; null where it is not known. */
  async #drawerSwitch(name: string): Promise<number | null> {
    const path = `/api/caisses/${encodeURIComponent(name)}/tiroir`;
    const { signal } = await this.owner.client.request("GET", path) as { readonly signal: number | null };
    return signal;
  }

  /** Where the scale beside it is; `onRead` is told, an empty text for none. */
  readScale(name: string, onRead: (address: string) => void): Promise<Failure | null> {
    return attempt(async () => {
      const { rows } = await this.owner.client.query("select", "SELECT balance FROM caisses WHERE nom = ?", [name]);
      onRead(String(rows[0]?.["balance"] ?? ""));
    });
  }

  setScale(name: string, address: string): Promise<Failure | null> {
    return this.#update("balance", address === "" ? null : address, name);
  }

  /** What lies on it now. */
  tryScale(name: string, onWeighed: (weighing: Weighing) => void): Promise<Failure | null> {
    return attempt(async () => onWeighed(await weigh(this.owner.client, name)));
  }

  /** A code for the screen that is to face this till's customers; `onInvited` is told it. */
  inviteDisplay(name: string, onInvited: (invitation: Invitation) => void): Promise<Failure | null> {
    return attempt(async () => {
      const { caisse, code, expire_le } = await this.#display(name, "/inviter") as Record<
        "caisse" | "code" | "expire_le",
        string
      >;
      onInvited({ till: caisse, code, expires: expire_le });
    });
  }

  /** Its screens show nothing any more; `onForgotten` is told how many. */
  forgetDisplays(name: string, onForgotten: (count: number) => void): Promise<Failure | null> {
    return attempt(async () => onForgotten((await this.#display(name, "/oublier") as { oublies: number }).oublies));
  }

  #display(name: string, deed: string): Promise<unknown> {
    const { client } = this.owner;
    return client.request("POST", `/api/caisses/${encodeURIComponent(name)}/afficheur${deed}`, {}, client.uuid.next());
  }

  makeHttps(): Promise<Failure | null> {
    return this.#network("POST", "/api/network/https", {});
  }

  /** Whether tills must come by HTTPS. */
  insistOnHttps(on: boolean): Promise<Failure | null> {
    return this.#network("PUT", "/api/network", { https_only: on });
  }

  #network(method: "POST" | "PUT", path: string, body: Readonly<Record<string, boolean>>): Promise<Failure | null> {
    return attempt(async () => {
      await this.owner.client.request(method, path, body);
      await this.owner.network.refresh();
    });
  }

  #update(column: Column, value: string | number | null, name: string): Promise<Failure | null> {
    return attempt(() => this.#put(column, value, name));
  }

  async #put(column: Column, value: string | number | null, name: string): Promise<void> {
    await this.owner.client.query("update", `UPDATE caisses SET ${column} = ? WHERE nom = ?`, [value, name]);
    await this.owner.tills.refresh();
  }
}
