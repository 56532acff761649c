/** A route as it is declared: one thing that the API offers, with all that is to be known of it but how it is answered. */
import type { z } from "zod";
import type { AppError, ErrorCode, Locale } from "../../shared/errors.ts";
import type { JsonValue } from "../../shared/protocol.ts";
import type { Role } from "../../shared/roles.ts";
import type { Scope } from "../../shared/scopes.ts";

/** What may come with a request and be wrong: the journal hears of it, and who guesses has to wait. */
export interface Secret {
  /** Wrong ones of one name count together, wherever they are given. */
  readonly name: string;
  /** Whether one came with what is asked. */
  readonly in: (input: Readonly<Record<string, unknown>>) => boolean;
  /** Whether this error says that it was wrong. */
  readonly wrong: (error: AppError) => boolean;
  /**
   * Short enough to be guessed: wrong ones count, and make the next try wait. A right one wipes them out (`until_right`),
   * or, where anybody may come by one of his own, does not (`always`). Left out, nothing counts.
   */
  readonly counts?: "until_right" | "always";
}

export interface Parameter {
  readonly name: string;
  readonly where: "query" | "header";
  readonly text: string;
  readonly required?: true;
  /** What it looks like, as a JSON Schema; text by default. */
  readonly schema?: Readonly<Record<string, unknown>>;
}

/**
 * Who may ask. `public`: anybody. `server`: anybody on the server PC. `local`: anybody there, and from elsewhere whoever is
 * signed in. `session`: whoever is signed in. Else these roles.
 */
export type Auth = "public" | "server" | "local" | "session" | readonly Role[];

export interface DeclaredRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  /** Left out, the owner alone: a route is closed until it says otherwise. */
  readonly auth?: Auth | undefined;
  /** An API token made for this may ask too: it comes without a session. Left out, none may. */
  readonly scope?: Scope;
  readonly summary: string;
  readonly description?: string | undefined;
  /** What it looks at besides its path and its body. */
  readonly parameters?: readonly Parameter[];
  /** Validates the body and documents it; without one none is read. */
  readonly body?: z.ZodType | undefined;
  /** Bytes that the body may have, where they are more than others'. */
  readonly bodyBytes?: number;
  /** Of a good answer; 200 by default. */
  readonly status?: 101 | 200 | 201 | 202 | 204;
  /** What a good answer is as JSON, or what it may be; null where it is none. */
  readonly answer: z.ZodType | readonly z.ZodType[] | null;
  /** Media types of an answer that is no JSON, or need not be. */
  readonly media?: readonly string[];
  /** An answer of that shape with another status, which is no error of the request. */
  readonly otherwise?: { readonly status: 503; readonly text: string; readonly answer: z.ZodType };
  /** Its own: those that hang on who may ask and on a body stand with every route that has them. */
  readonly errors: readonly ErrorCode[];
}

interface OfApplication extends DeclaredRoute {
  readonly answer: z.ZodType;
  readonly secrets?: readonly Secret[];
}

/** A look-up of the application, done by a reader: it needs no Idempotency-Key and leaves no row in the journal. */
export interface ReadRoute extends OfApplication {
  readonly kind: "read";
  readonly method: "GET";
  /** The name of the question; what it is asked are the path's parameters. */
  readonly question: string;
  /** A voucher that other shops of the chain may know, see `VoucherReservations`. */
  readonly ofChain?: true;
  /** Made of the answer for a browser, without a script; null is a page as well, answered as not found. */
  readonly page?: (answer: JsonValue, locale: Locale) => string;
  /** Made of the answer for an `<img>`, which may keep it for good: its path says what it is. */
  readonly picture?: { readonly media: readonly string[]; readonly of: (answer: JsonValue) => PictureAnswer };
  /** Made of the answer for who keeps it as a file, which is then all that is sent. */
  readonly file?: { readonly media: string; readonly of: (answer: JsonValue) => FileAnswer };
}

export interface PictureAnswer {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface FileAnswer {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A transaction of the application, done by the writer. */
export interface CommandRoute extends OfApplication {
  readonly kind: "command";
  readonly method: "POST";
  /** The name of the command; the path's parameters join the body as its input. */
  readonly command: string;
  /** Its answer also tells by which addresses the LAN reaches this server, as `origines`. */
  readonly tellsOrigins?: true;
  /** What is asked at head office first, of what goes in; the reply joins that as `siege`. See `Inquiry`. */
  readonly asks?: (input: Readonly<Record<string, JsonValue>>) => JsonValue;
  /** It pays by vouchers that other shops of the chain may pay by as well, or takes such back, see `VoucherReservations`. */
  readonly holdsVouchers?: true;
  /** What it answers may be shown on displays: they are told of it by the path's `id`, for a while. */
  readonly toldToDisplays?: true;
  /** The key that it answers opens a display, which is shown this. */
  readonly opensDisplay?: z.ZodType;
  /** The answer holds a secret: it is not kept for its Idempotency-Key, and sending it again does it anew. */
  readonly secretAnswer?: true;
}

/** What beside the database may be asked how things are. `drawer`: its switch, through the printer on whose cable it hangs. */
export type AskedDevice = "scale" | "drawer" | "headOffice";

/** A look at a device: a question says which one is asked, and what it says then is answered. Nothing of it is kept. */
export interface DeviceRoute extends OfApplication {
  readonly kind: "device";
  readonly method: "GET";
  readonly device: AskedDevice;
  /**
   * The name of the question that answers where it is: a scale's address, or `{queue, printer}` as `PaperWork.waiting` has it, or what
   * head office is asked, see `Inquiry`; null where nothing is to be asked. What it is asked are the path's parameters.
   */
  readonly question: string;
  /** Made of what the device said, null where it was not asked. */
  readonly of: (said: JsonValue, asked: JsonValue) => JsonValue;
}

/** What an application offers over HTTP: everything but how it travels. */
export type ApplicationRoute = ReadRoute | CommandRoute | DeviceRoute;
