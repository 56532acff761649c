/** The demo shop with people at its desks: the month behind it, a second till and a second cashier, and a browser. */
import type { Page } from "playwright-core";
import { Desk, findChromium, Forwarder, openBrowser, type Profiles } from "./browser.ts";
import { openDemo } from "./demo_books.ts";
import { PASSWORD, type Person, type TestServer } from "./server.ts";
import { command, ok } from "./shop.ts";

/** Each works at an address of their own; Nadia is no part of the demo. */
const ADDRESSES = { vendeur1: "127.0.0.2", vendeur2: "127.0.0.3", caisse1: "127.0.0.4", nadia: "127.0.0.5" } as const;
export type Worker = keyof typeof ADDRESSES;
const LAPTOP = { width: 1280, height: 800 };

/** Some products of the demo catalogue, by their ids. */
export const GOODS = { baguette: 1, painAuChocolat: 4, eclair: 15, pommes: 27, comte: 56 } as const;

/** A ticket's number as it is printed by C1. */
export const printedNumber = (number: number) => `C1-${String(number).padStart(6, "0")}`;

export class DemoShop {
  readonly #cables: Forwarder[] = [];
  readonly #people: Person[] = [];
  #owner: Person | null = null;

  private constructor(
    public server: TestServer,
    readonly browser: Profiles,
    readonly passwords: Readonly<Record<Worker, string>>,
  ) {}

  /** The owner has yet to come: see `openShop`. */
  static async start(): Promise<DemoShop> {
    const { server, left } = await openDemo({ flags: ["--rate-limit", "0", "--tls-port", "0"] });
    const passwords = { ...left, nadia: PASSWORD };
    const browser = await openBrowser(findChromium()!);
    return new DemoShop(server, browser, passwords);
  }

  /** With its owner (`patron`), the till C2, and Nadia for it. */
  static async open(): Promise<DemoShop> {
    const shop = await DemoShop.start();
    await shop.openShop(await shop.server.owner());
    return shop;
  }

  async openShop(owner: Person): Promise<void> {
    this.#owner = owner;
    this.#people.push(owner);
    ok(await command(owner, "/api/caisses", { nom: "C2", libelle: "Terrasse" }));
    const nadia = { username: "nadia", name: "Nadia Robert", password: PASSWORD, role: "caisse" };
    await (await owner.post("/api/users", nadia)).body?.cancel();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.browser.close();
    for (const cable of this.#cables) await cable.close();
    for (const person of this.#people) person.client.close();
    await this.server[Symbol.asyncDispose]();
  }

  /** Numbers of C1's last ticket so far, and of its last sale of goods for money of which nothing came back: the month behind differs from day to day. */
  async lastNumbers(): Promise<{ readonly ticket: number; readonly sale: number }> {
    const sql = `SELECT max(v.numero) AS ticket,
        max(v.numero) FILTER (WHERE v.type = 'vente' AND v.hors_champ = 0
          AND NOT EXISTS (SELECT 1 FROM paiements p WHERE p.vente_id = v.id AND p.mode IN ('compte', 'avoir', 'carte_cadeau'))
          AND v.id NOT IN
          (SELECT vente_origine_id FROM ventes WHERE vente_origine_id IS NOT NULL)) AS sale
      FROM ventes v WHERE v.caisse = 'C1'`;
    return ok(await this.owner.query("select", sql)).rows[0];
  }

  get owner(): Person {
    if (this.#owner === null) throw new Error("the shop has no owner yet");
    return this.#owner;
  }

  /** Somebody who works by the API, signed in. */
  async person(name: Worker): Promise<Person> {
    const person = this.server.at(ADDRESSES[name]);
    this.#people.push(person);
    await person.signIn(name, this.passwords[name]);
    return person;
  }

  /** The address of the page for somebody's device. */
  async address(name: Worker): Promise<string> {
    const cable = await Forwarder.open(ADDRESSES[name], this.server.port);
    this.#cables.push(cable);
    return cable.url;
  }

  /** A browser with an empty page: nothing is asked of the server yet. */
  async blank(): Promise<Desk> {
    const desk = await Desk.open(this.browser, "about:blank", LAPTOP);
    desk.page.setDefaultTimeout(30_000);
    return desk;
  }

  /** Somebody's device, at the sign-in. */
  async device(name: Worker): Promise<Desk> {
    const desk = await this.blank();
    await desk.page.goto(await this.address(name));
    return desk;
  }

  async signIn(desk: Desk, name: Worker): Promise<Page> {
    await desk.signIn(name, this.passwords[name]);
    return desk.page;
  }

  /** While `act` runs the server is away. */
  async away(act: () => Promise<void>): Promise<void> {
    await this.server.kill();
    try {
      await act();
    } finally {
      this.server = await this.server.restart();
    }
  }
}
