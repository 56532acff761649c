/** What an application wants done beside its transactions, each by the names of its own questions and commands. */

/** What the application does by itself: `question` answers what `command` is to be given now, null for nothing. Asked every few seconds. */
export interface Chore {
  readonly question: string;
  readonly command: string;
}

/** What the application wants on paper: one job at a time for each printer, handed over after its commit, never twice. */
export interface PaperWork {
  /** What changes there may be a job that waits. */
  readonly table: string;
  /** The question that answers the first job of each printer but those of the queues `{busy}`: `{job, queue, printer, document}`. */
  readonly waiting: string;
  /** The question that answers all printers: `{queue, name, printer}`. */
  readonly printers: string;
  /** The command that keeps, before its first byte leaves, that `{id}` may be on paper from now on; false where it is not wanted any more. */
  readonly begin: string;
  /** The command that keeps how it ended: `{id, outcome}`. */
  readonly end: string;
  /** The command done at a start: whatever was begun and did not end is unknown; false where nothing waits. */
  readonly resume: string;
}

/** What the head office of a chain publishes for it: told in its order, each taken by one transaction or refused by one, and never twice. */
export interface PublicationWork {
  /**
   * The command that takes `{siege, publication, genre, contenu, a_partir_de, publiee_le}`, or keeps it until its day; one that it
   * has already does nothing. Answers `{exclus}`, the accounts whose sessions end.
   */
  readonly take: string;
  /**
   * The question that answers the first whose day has come, `{siege, publication, genre}`, and the command that takes that. Asked
   * with `{avant: {a_partir_de, publiee_le}}` it answers those alone that counted already when that one began to.
   */
  readonly due: string;
  readonly fallDue: string;
  /** The command that keeps why one was not taken: what names it, and `{motif, motif_en}`. */
  readonly refuse: string;
  /**
   * The command done where head office has those behind `commune` no more, of which `publication` was the last that was taken, with
   * its `publiee_le`: `{siege, publication, publiee_le, commune}`. Done twice it does nothing the second time. Answers how many.
   */
  readonly setAside: string;
  /** The command done when it leaves head office. */
  readonly leave: string;
}

/** What the application wants of card terminals: handed over after its commit, and never twice. */
export interface CardWork {
  /** What changes there may be one that waits. */
  readonly table: string;
  /** The question that answers what waits: `{operation, terminal, request}`. */
  readonly waiting: string;
  /** The question that answers all terminals: `{name, host, port}`. */
  readonly terminals: string;
  /** The command that keeps, before its first byte leaves, that money of `{id}` may move from now on; false where it is not wanted any more. */
  readonly begin: string;
  /** The command that keeps how it ended: `{id, outcome}`. */
  readonly end: string;
  /** The command done at a start: whatever was begun and did not end is unknown, and nothing waits any more. */
  readonly resume: string;
}

/** Vouchers that the shops of a chain take from each other. */
export interface VoucherWork {
  /**
   * The command that keeps what a payment is about to hold at head office, before that is asked: `{id, cle, paiements, lignes, retours}`,
   * the key of the request, what it pays by and what comes back. Answers `{partage, hors_ligne, bons}`: whether the shop
   * shares its vouchers, cents that may be taken unasked, and each as `{id, code, montant, own, revient}`.
   */
  readonly want: string;
  /** The command that gives up what was wanted by a payment (`cle`), or by all, and did not become part of it. */
  readonly drop: string;
  /** The question that answers what this shop knows of a `code`: `{partage, bon, code, hors_ligne}`; `code` is null where nobody else is asked. */
  readonly known: string;
  /**
   * The command that takes, once, what another shop has used of one of this shop's: `{boutique, nom, cle, empreinte, code, montant, le}`;
   * `code` is null for none of this shop's, `montant` 0 for what is no amount, `le` null for what is no moment.
   */
  readonly take: string;
}

/** Screens that somebody looks at who has no account: each has a key of its own, which shows and can do nothing. */
export interface DisplayWork {
  /**
   * The question that answers what the screen with this key shows: `{key, presents, answered}`, the numbers of those who are
   * connected and what commands `toldToDisplays` answered lately, by id. null for a key that opens nothing.
   */
  readonly question: string;
}
