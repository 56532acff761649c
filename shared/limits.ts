/** Every limit of Comptoir with its unit, in one place. What is not bounded here is a bug. */
import { INPUT_LIMITS } from "./input_limits.ts";
import { OWNER_LIMITS } from "./owner_limits.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const LIMITS = {
  ...INPUT_LIMITS,
  ...OWNER_LIMITS,
  /** Bytes of a request body. */
  bodyBytes: MIB,
  /** Bytes of an import's body: ten thousand lines of some hundred characters. */
  importBodyBytes: 3 * MIB,
  /** Faults of an import that are told, and changes that a trial of one shows. */
  importFaults: 1_000,
  importShown: 50,
  /** Sold lines, times articles that go, up to which an import's articles are deleted, at some 100 ns each; beyond they are retired. */
  importUndoVisits: 20_000_000,
  /** Customers that one request erases of those who have been silent for long. */
  erasedAtOnce: 100,
  /** Tickets of a customer that an export of one person tells. */
  exportedTickets: 2_000,
  /** Movements of a customer's account that a statement lists. */
  statementMoves: 1_000,
  /** Days for which an import can be taken back. */
  importUndoDays: 30,
  /** The same where nobody has signed in yet. */
  publicBodyBytes: 16 * KIB,
  /** Milliseconds in which a body must have come, and a long answer be taken on further. */
  bodyMs: 10 * SECOND_MS,
  answerStallMs: 30 * SECOND_MS,
  /** Bytes up to which a body or an answer counts nowhere (they are bounded by the number of connections), and goes at once. */
  smallFlowBytes: 64 * KIB,
  /** Bytes of bodies on their way in and answers on their way out: of one session, of one address, in all. */
  flowBytesPerSession: 16 * MIB,
  flowBytesPerAddress: 24 * MIB,
  flowBytes: 32 * MIB,
  /** How often a body counts: as bytes, as text, parsed, and all of it once more where it is worked on; an answer as text and as bytes. */
  bodyCopies: 4,
  answerCopies: 2,
  /** Bytes of an answer that are compressed and handed to the network at a time: others are answered between two. */
  answerPieceBytes: 64 * KIB,
  /** Characters of requests that go to a worker at once, and of answers that come back at once; one more at most. */
  batchChars: MIB,
  batchAnswerChars: 4 * MIB,
  /** Statements of a request for which the others do not wait, and of such requests that are worked on before one commit; one request at least. */
  lightWeight: 16,
  batchWeight: 200,
  /** Milliseconds between two looks at the connections. */
  connectionLookMs: 500,
  /**
   * Connections of one address, sockets and others, but for a proxy that the owner named; and of all of them: beyond,
   * each address may have fewer. A program that asks for a thousand things at once is no attack.
   */
  connectionsPerAddress: 1_024,
  connections: 8_192,
  /** Milliseconds for which a connection without a request under way may say and hear nothing; a proxy's wait is mostly 60 s. */
  connectionQuietMs: 75 * SECOND_MS,
  /** The share of the descriptors that connections may hold: beyond, each address may have fewer. */
  connectionShare: 0.5,
  /** Bytes that may come by a WebSocket without a frame that is whole: a day of pongs is less. */
  unheardBytes: 256 * KIB,
  /** Milliseconds between two times that memory is given back; bytes that are much of it, and milliseconds where so many are in use. */
  giveBackMs: 60 * SECOND_MS,
  muchMemoryBytes: 256 * MIB,
  giveMuchBackMs: 5 * SECOND_MS,
  /** Bytes of a piece of memory from which it is asked of the system by itself, and goes back when it is free. */
  ownPieceBytes: 256 * KIB,
  /** Milliseconds between two looks at bodies and answers that are late. */
  flowLookMs: SECOND_MS,
  /** Milliseconds between two beginnings of the port under pressure, and between tries to have it again. */
  renewalMs: 5 * SECOND_MS,
  portRetryMs: 5,
  /** How often another port is asked for when the system's choice is free for IPv4 alone. */
  portTries: 10,
  /** Milliseconds between two looks at descriptors and memory. */
  pressureMs: 500,
  /** The share of the descriptors that may be open: the database needs some as well. */
  descriptorShare: 0.75,
  /** Bytes of memory of the whole process above which open connections are ended: unfinished frames gather out of sight. */
  memoryBytes: 640 * MIB,
  /** Cents of cash that one ticket may be paid with: beyond, something else was typed or scanned there. */
  cashCents: 100_000_00,
  /** Hours after midnight by which a shop's day must have ended. */
  dayEndHours: 6,
  /** Payouts beyond what a drawer holds that a cashier may ask for in one session: after them every payout is the owner's. */
  cashRefused: 3,
  /** Characters of an answer above which it is compressed for who takes it. */
  compressedFromChars: KIB,
  /** Pieces of one kind, notes or coins, that a count may name: as many of each come to less than any amount may be. */
  countedPieces: 100_000,
  /** Thousandths that a shelf may hold of one article. */
  stockThousandths: 1_000_000_000,
  /** Lines of one delivery, or of one count. */
  stockLines: 500,
  /** Milliseconds that a count's moment may be ahead of the server's clock. */
  countAheadMs: 5 * MINUTE_MS,
  /** Rows a select answers before it is `truncated`. */
  selectRows: 10_000,
  /** Bytes of rows, as JSON, that an answer carries. */
  resultBytes: 8 * MIB,
  /** Levels of nesting of an expression, as SQLite counts them. */
  expressionDepth: 100,
  /** Bytes of a LIKE or GLOB pattern: matching is superlinear in it. */
  likePatternBytes: 256,
  /** The same in the writer, where the schema's own rules have longer ones. */
  rulePatternBytes: 1_000,
  /** Milliseconds that what a client asks may keep a reader from the others; then it starts again where it can be ended. */
  readMs: 30,
  /** Milliseconds for which a text that took longer is not tried there again. */
  longTextMs: MINUTE_MS,
  /** Milliseconds for which whoever asked it runs all walks where they can be ended, and of how many persons that is known. */
  longAskerMs: 10 * SECOND_MS,
  longAskers: 1_000,
  /** Look-ups that the lists of a statement, `IN (…)`, may ask for together, before a row is met. */
  lookUps: 10_000,
  /** Milliseconds for which one till's write may hold the writer: a ticket of all its lines takes half of that on a slow PC. */
  tillWriteMs: 800,
  /** Changed rows of one till's write that the shop hears of and signs, a few milliseconds each. */
  tillTold: 50,
  /** Rows of other tables that one till's write may visit, times what is done with each (in tokens, at about 20 ns). */
  tillSteps: 1_000_000,
  /** What the visit of a row takes of them beside that. */
  visitSteps: 30,
  /** Milliseconds for which the number of rows of a table is believed. */
  rowCountMs: 5 * SECOND_MS,
  /** Rows that one till's write may touch, at about 35 µs each. */
  tillRows: 5_000,
  /** Lines of one ticket, kept by the schema: see migration 007. */
  ticketLines: 1_000,
  /** Gift cards that one ticket sells: each is a row and a code on the receipt. */
  ticketGiftCards: 50,
  /** Payments of one ticket. */
  ticketPayments: 50,
  /** Cents of a payment, a line, a ticket (a hundred million euros), kept by the schema as well. */
  amountCents: 100_000_000_00,
  /** Cents of a price, kept by the schema as well. */
  priceCents: 1_000_000_00,
  /** Characters of the rows, before and after, that one till's write of many rows may change. */
  tillRecordChars: 2 * MIB,
  /** Bytes that a till's person may write into the journal a minute, for each request that a session may send then. */
  journalBytesPerRequest: 4 * KIB,
  /** Room on the disk below which only payments and closings are written: bytes, or that share of a small disk. */
  diskFloorBytes: 256 * MIB,
  diskFloorShare: 0.05,
  /** Milliseconds between two looks at it. */
  diskLookMs: 3 * SECOND_MS,
  /** Bytes of one value inside the writer: a journal row carries before and after of a whole batch. */
  writerValueBytes: 64 * MIB,
  /** Statements that stay judged and prepared, per role. */
  preparedStatements: 400,
  /** Tokens of a statement that is judged where everybody waits. */
  judgedTokens: 20_000,
  /** Characters of SQL text above which a statement is judged anew each time. */
  cachedSqlChars: 10_000,
  /** Milliseconds that a till's statement may run. */
  tillQueryMs: 2 * SECOND_MS,
  /** Milliseconds that the owner's statement may run. */
  ownerQueryMs: 30 * SECOND_MS,
  /** Milliseconds for such a process to start, on a machine that is busy, before 503 `busy`. */
  slowStartMs: 20 * SECOND_MS,
  /** Processes for statements that are not provably short. */
  slowProcesses: 4,
  /** Slow statements of one person that run at a time. */
  slowPerPerson: 2,
  /** Slow statements of one person that may wait. */
  slowWaitingPerPerson: 16,
  /** Slow statements that may wait in all. */
  slowWaiting: 200,
  /** Processes in which the owner's long writes are tried. */
  rehearsalProcesses: 2,
  /** Milliseconds after its limit at which a process that nobody has ended ends itself. */
  slowGraceMs: SECOND_MS,
  /** Processes for slow statements that are kept for the next. */
  slowIdle: 2,
  /** Bytes of SQLite's memory in a process for slow statements. */
  slowHeapBytes: 256 * MIB,
  /** Requests that may wait for the writer, or for a reader, before 503 `busy`. */
  queuedRequests: 2_000,
  /** Requests that one transaction carries. */
  groupCommit: 256,
  /** Batches under way to a worker: one being worked on, one lying ready; more were measured slower. */
  batchesInFlight: 2,
  /** Commits of which the time is remembered, for the metrics. */
  commitsMeasured: 1_000,
  /** Requests that make a batch worth sending while another is away. */
  readyBatch: 16,
  /** Selects that a reader answers as of one moment. */
  readTogether: 16,
  /** Milliseconds for which the tills' reader may be at one thing before another does what waits behind it. */
  heldUpMs: 100,
  /** Milliseconds between two looks at a worker's pulse. */
  watchMs: 250,
  /** Milliseconds that a till's write or a provably short read may be under way before its worker counts as stuck. */
  stuckMs: 4 * SECOND_MS,
  /** The same for the owner's write that was not tried on a copy within `ownerQueryMs`. */
  ownerStuckMs: 3 * MINUTE_MS,
  /** The same once it was tried: here others wait for the disk as well. */
  rehearsedStuckMs: 3 * MINUTE_MS,
  /** The same for the engine's own reading, which walks the journal. */
  ownReadStuckMs: MINUTE_MS,
  /** The same for a command of the shop or the engine, and for a commit on a slow disk: our own work, however much. */
  ownWorkStuckMs: 10 * MINUTE_MS,
  /** Milliseconds before a worker that could not be started is tried again: longer than the writer needs to look after its files. */
  startAgainMs: 2 * SECOND_MS,
  /** Milliseconds after a start at which the workers come that nobody has needed so far. */
  startLaterMs: 20 * SECOND_MS,
  /** Milliseconds for which a worker may have work and be at none before it counts as ended. */
  deafMs: 15 * SECOND_MS,
  /** Milliseconds that a worker may take to open the database. */
  workerStartMs: MINUTE_MS,
  /** Ends of workers within that many milliseconds after which the server ends as well. */
  deaths: 3,
  deathsWithinMs: MINUTE_MS,
  /** Readers that are stuck and left to themselves, each burning a processor: beyond, another process takes over. */
  abandonedWorkers: 2,
  /** Milliseconds that a successor waits for the port and the folder of the process before it. */
  successionMs: 10 * SECOND_MS,
  /** Milliseconds in which a process that is replaced still answers what was lost. */
  lastAnswersMs: 200,
  /** Milliseconds after which a server that was told to stop ends, whatever it waits for. */
  stopMs: 9 * SECOND_MS,
  /** Milliseconds that calls under way may take to end when the server stops. */
  lastCallsMs: 3 * SECOND_MS,
  /**
   * Milliseconds that a server may take to come to rest before a copy takes its database's place: nobody waits for the end of
   * its process, and its calls, the tills' and the names' farewells may each take their own time.
   */
  restMs: 18 * SECOND_MS,
  /** Milliseconds that closing the database may wait for its writer. */
  closeMs: 3 * SECOND_MS,
  /** Threads that check passwords, the later ones started when the first has too much: ten people sign in as a shop opens. */
  passwordWorkers: 2,
  /** After so long without a password to check, the later ones end: each is 20 MB. */
  passwordRestMs: MINUTE_MS,
  /** Passwords that may wait in each of them before 503 `busy`; each takes about a quarter of a second. */
  queuedPasswords: 32,
  /** Bytes that must be free on the disk before a shop is opened: the log's first pages and its index. */
  startRoomBytes: MIB,
  /** Bytes of a database up to which a start looks at every page of it, at about 4 ms for each MiB: the tills wait. */
  startCheckBytes: 256 * MIB,
  /** Milliseconds that a command line waits for a busy server, or for another command on the data folder. */
  folderWaitMs: MINUTE_MS,
  /** Milliseconds between two looks at whether the database's files are still in their place, while nothing is written. */
  filesLookMs: SECOND_MS,
  /** Milliseconds for which the last look holds for the next transaction's beginning: a transaction of a few tills lasts as long. */
  filesFreshMs: 5,
  /** Milliseconds that the writer waits to be told what stands at its file's beginning. */
  fileHeadMs: SECOND_MS,
  /** Milliseconds between two numbers that the writer leaves in the database's file, which tell it from its copies. */
  markMs: SECOND_MS,
  /** Milliseconds between two looks at a folder, or a port, that another has. */
  folderLookMs: 100,
  /** How often the file of a folder's lock is opened anew: one that is taken away each time is another's start, over and over. */
  lockTries: 10,
  /** Pages of a backup that are copied at a step, after how many steps they are brought to the disk, and milliseconds between two. */
  copyStepPages: 256,
  copySyncSteps: 8,
  copyPauseMs: 2,
  /** Hours between two backups that are made by themselves, when the owner chooses no other number; and the most. */
  backupHours: 24,
  backupHoursMost: 7 * 24,
  /** Of how many days, weeks and months the newest of these is kept, when the owner chooses no other numbers; and the most of each. */
  backupDays: 7,
  backupWeeks: 5,
  backupMonths: 12,
  backupPeriodsMost: 400,
  /** Milliseconds between two looks at the server's figures, and how many of them are kept: an hour. */
  figuresMs: 10 * SECOND_MS,
  figuresKept: 360,
  /** Milliseconds between two looks at how many are connected, for the server's window. */
  windowLookMs: 2 * SECOND_MS,
  /** Milliseconds between two looks at whether one is due, between two into the folder, from the start and from a closing until it is, and after one that failed. */
  backupLookMs: 2 * SECOND_MS,
  backupAgeLookMs: MINUTE_MS,
  backupFirstMs: 2 * MINUTE_MS,
  backupClosingMs: 5 * SECOND_MS,
  backupRetryMs: HOUR_MS,
  /** Milliseconds beyond the hours between two after which the newest is old: the owner is warned. */
  backupLateMs: 2 * DAY_MS,
  /** Milliseconds within which a second folder answers when it is chosen: a share of a PC that is off may never. */
  folderAnswerMs: 10 * SECOND_MS,
  /** Characters of the name of a second folder for backups. */
  folderChars: 500,
  /** Milliseconds that a copy waits for another program's lock on the file: nobody waits for it. */
  copyBusyMs: 10 * SECOND_MS,
  /** Milliseconds that SQLite waits for another program's lock on the file. */
  busyMs: 2 * SECOND_MS,
  /** Characters of an answer that is kept whole for its idempotency key: of a longer one, what was done. */
  keptAnswerChars: 64 * KIB,
  /** Characters of a kept answer up to which it counts nowhere: its write costs more in the journal. */
  keptShortChars: 4 * KIB,
  /** Bytes of longer kept answers of one person, and of everybody: the oldest give up their rows. */
  keptBytesPerPerson: 4 * MIB,
  keptBytes: 64 * MIB,
  /** Milliseconds for which a stored answer to an idempotency key is kept. */
  idempotencyMs: 30 * DAY_MS,
  /** Milliseconds from a start to the first look for what is kept too long. */
  firstPruneMs: HOUR_MS,
  /** Milliseconds of a session without use: one shift. */
  sessionIdleMs: 12 * HOUR_MS,
  /** Milliseconds of a session in all. */
  sessionMaxMs: DAY_MS,
  /** Milliseconds between two writings of a session's last use. */
  sessionTouchMs: MINUTE_MS,
  /** API tokens that may hold at once. */
  apiTokens: 50,
  /** Milliseconds between two notes of an API token's last use. */
  apiTokenSeenMs: HOUR_MS,
  /** Sessions that one user may hold at once; the oldest ends. */
  sessionsPerUser: 50,
  /** Days for which the shop's own certificate authority is good: as long as a PC may serve. */
  authorityDays: 3650,
  /** Days for which a certificate that it signs is good: no system refuses one of less than 398. */
  certificateDays: 200,
  /** Days before its end from which another is made. */
  certificateRenewalDays: 60,
  /** Milliseconds between two looks at whether one is due: addresses change as well. */
  certificateLookMs: 5 * MINUTE_MS,
  /** Milliseconds between two looks at this machine's addresses, which change with DHCP and Wi-Fi. */
  addressesMs: 5 * SECOND_MS,
  /** Failed sign-ins per (name, address) before waits begin. */
  signInFailures: 5,
  /** Failed sign-ins per address over all names before waits begin. */
  signInFailuresPerAddress: 50,
  /** Milliseconds in which failed sign-ins are counted. */
  signInWindowMs: 15 * MINUTE_MS,
  /** Milliseconds of the first wait; it doubles with each failure. */
  signInWaitMs: 30 * SECOND_MS,
  /** Milliseconds to wait for tries that are not judged yet, where all of them may be wrong. */
  tryUnderWayMs: SECOND_MS,
  /** Wrong codes or keys of one kind by a person from an address, before waits begin as for sign-ins. */
  guessFailures: 5,
  /** The same by a person over all addresses. */
  guessFailuresPerPerson: 20,
  /** Ends of holds and enrolments that are remembered before those that have passed are forgotten. */
  gracesRemembered: 1_000,
  /** Milliseconds for which a cashier holds a ticket; taking it again renews the hold. */
  ticketHeldMs: 2 * MINUTE_MS,
  /** Milliseconds for which a code that enrols a till is good. */
  enrolmentCodeMs: 10 * MINUTE_MS,
  /** Milliseconds for which a code that pairs a customer display is good. */
  displayCodeMs: 10 * MINUTE_MS,
  /** Customer displays of one till, windows of its own and paired ones each. */
  displaysPerTill: 8,
  /** Open customer displays in all, and from one address. */
  displays: 200,
  displaysPerAddress: 16,
  /** Times a minute that one address may open a display's socket. */
  displayRequestsPerMinute: 120,
  /** Milliseconds in which changes become one new look for displays: quicker than anybody reads. */
  displayGatherMs: 100,
  /** Answers that are remembered for displays: receipts' addresses of the last few tickets. */
  displayAnswers: 32,
  /** Milliseconds for which a display shows change and thanks. */
  displayThanksMs: 45 * SECOND_MS,
  /** Milliseconds after which what was rung up and never paid is not looked at for displays. */
  displayDraftMs: 12 * HOUR_MS,
  /** Milliseconds for which the owner's code for one thing is good. */
  approvalCodeMs: 10 * MINUTE_MS,
  /** Milliseconds for which a receipt's page is open to whoever has its address: 30 days. */
  sharedReceiptMs: 30 * 24 * 60 * MINUTE_MS,
  /** Wrong PINs of a person in a row, and of all on one till, before a password is asked for. */
  pinFailures: 5,
  pinFailuresPerDevice: 15,
  /** Requests a minute about PINs from one address: two people who take turns, not a search. */
  pinRequestsPerMinute: 60,
  /** Milliseconds for which PINs may be used on a device after a cashier signed in there by password: one working day. */
  pinDeviceMs: 24 * 60 * MINUTE_MS,
  /** Milliseconds of a session that was begun by PIN: without use, and in all. */
  pinSessionIdleMs: 60 * MINUTE_MS,
  pinSessionMaxMs: 8 * 60 * MINUTE_MS,
  /** Pages without a session that one address may open in a minute: a phone that is shown to somebody, not a search for addresses. */
  pagesPerMinute: 60,
  /** Requests a minute for one session, when the owner names no other number. */
  requestsPerMinute: 1_200,
  /** Milliseconds between heartbeats. */
  heartbeatMs: 15 * SECOND_MS,
  /** Pings of one socket between two heartbeats that are answered each by itself. */
  pingsAnswered: 100,
  /** Milliseconds in which those beyond are answered by one heartbeat. */
  pingsGatheredMs: 100,
  /** Pings of one socket between two heartbeats before it is closed: each is work on the thread that answers everybody. */
  pingsPerHeartbeat: 1_000,
  /** Seconds without a sign of life from a socket's peer before it is closed (the runtime sends pings by itself). */
  socketIdleS: 30,
  /** Milliseconds of a peer's silence before its socket is closed, and after which it is closed anyway. */
  hangUpQuietMs: 150,
  hangUpMs: 500,
  /** Bytes of a frame that a client may send. */
  frameBytes: 16 * KIB,
  /** Bytes unsent to a receiver before it is cut (4408). */
  unsentBytes: MIB,
  /** Bytes unsent at which a replay waits for its receiver. */
  replayUnsentBytes: 256 * KIB,
  /** Milliseconds between two looks at it, and how many looks without progress are patience enough. */
  replayLookMs: 20,
  replayLooks: 3_000,
  /** Messages that a reconnecting client may have missed before it must fetch everything again. */
  replayMessages: 5_000,
  /** Journal rows read at a time for a replay. */
  replayPage: 250,
  /** Bytes of what those told that are read at a time; more for a single one. */
  replayPageBytes: 256 * KIB,
  /** Changed rows that one `data_change` lists. */
  changesListed: 1_000,
  /** Characters from which on no more of them join one frame. */
  togetherChars: 64 * KIB,
  /** Open sockets of one session. */
  socketsPerSession: 8,
  /** Open sockets of one address in client mode. */
  socketsPerAddress: 64,
  /** Open sockets in all. */
  sockets: 1_000,
  /** Milliseconds in which comings and goings become one `presence`. */
  presenceMs: 200,
  /** Characters of a statement that the journal keeps. */
  journaledSqlChars: 2_000,
  /** Milliseconds in which refusals from one address become one journal row with a count. */
  refusalWindowMs: MINUTE_MS,
  /** Refusals of one kind from one address that are noted each by itself, within that time. */
  refusalsEach: 20,
  /** Addresses whose refusals are counted at a time. */
  refusalAddresses: 1_000,
  /** Milliseconds from the last signed record to a period that may be closed without the owner's word on the date. */
  closingAfterRecordMs: 36 * HOUR_MS,
  /** Days without business that may be closed at once without it. */
  idleDaysClosed: 7,
  /** Of these, days that a cashier's closing may close along: a weekend is no gap that the owner must look at. */
  shutDaysClosed: 2,
  /** Milliseconds by which the PC's clock may be put back before the journal says so: until then its time stands still. */
  clockHeldMs: MINUTE_MS,
  /** Milliseconds between two writings of the signed head beside the database. */
  headMs: SECOND_MS,
  /** Milliseconds from a start to its look at the signed records: the tills come first, which wait up to ten seconds between two attempts. */
  startVerificationMs: 10 * SECOND_MS,
  /** Milliseconds after which what is to be done by itself is asked for again, and between two looks at whether they have passed. */
  choresMs: 10 * SECOND_MS,
  choresLookMs: 250,
  /** Complaints of the console that are kept for who helps, and characters of each. */
  logLines: 200,
  logLineChars: 2_000,
  /** Milliseconds for which a health probe is believed, and that a monitor waits for figures out of the database. */
  healthMs: SECOND_MS,
  /** Journal rows in one page of `GET /api/journal`. */
  journalPage: 500,
  /** Bytes of records on one page of the journal, of which one is always there. */
  journalPageBytes: MIB,
  /** Bytes of a record beyond which a page has no more of it than what stands in so many characters at its beginning. */
  journalRecordBytes: 256 * KIB,
  journalBeginningChars: 64 * KIB,
  /** Bytes of an answer made while it is taken that are under way at a time, and milliseconds between two pieces of it. */
  outflowBytes: 256 * KIB,
  outflowPauseMs: 2,
  /** Exports of the journal at a time, each in a process of its own. */
  exports: 2,
  /** Journal records that an export reads at a time. */
  exportPage: 50,
  /** Milliseconds since a till wrote for which tills are taken to be at work. */
  tillsAtWorkMs: 10 * SECOND_MS,
  /** How many times as long as a piece of long work took comes no other beside tills at work, and at most, in milliseconds. */
  pieceRests: 1,
  pieceRestMs: 20,
  /** Milliseconds that one piece of long work may take: a verification, a copy, an archive, an export. */
  errandMs: 6 * HOUR_MS,
  /** Milliseconds between two words of it on how far it is. */
  progressMs: 200,
  /** Milliseconds between two looks at it for who waits at a terminal. */
  progressShownMs: 500,
  /** Which part of a database must be free for it to be worth writing anew. */
  compactShare: 0.01,
  /** Journal records that one look may walk where others wait for it, at about 2 µs each. */
  journalWalk: 5_000,
  /** Records of one stretch, of which is known whose stand in it: few enough to be walked for one of them, enough that stretches are few. It never changes: databases hold numbers of stretches. */
  journalStretch: 64,
  /** KiB that a connection to a sealed file of the journal keeps in memory, and bytes of one that are read at a time to be hashed. */
  sealedCacheKib: KIB,
  sealedReadBytes: MIB,
  /** Records, and bytes of them, that are moved into a sealed file at a time; and of what stands there that the database drops: bytes of records, and rows of an index, in one piece. */
  sealRecords: 500,
  /** Bytes of the disk that a sealed file leaves free: a log as long as it may get while the database drops what the file holds, and what payments need. */
  sealRoomBytes: 96 * MIB,
  sealBytes: 4 * MIB,
  dropBytes: 128 * KIB,
  dropRows: 500,
  dropFrames: 20,
  /** Characters of a record above which what it told is kept beside it: a replay need not read it. */
  longRecordChars: 8 * KIB,
  /** KiB of the database that a connection keeps in memory; the system keeps the file's pages besides. */
  writerCacheKib: 8 * KIB,
  readerCacheKib: 2 * KIB,
  /** Of look-ups in passing: their cache, and how long a value may be that is found by one. */
  lookUpCacheKib: 2 * KIB,
  lookUpValueBytes: 16 * KIB,
  /** So many requests within so many milliseconds, over more than two connections, and they are left to a reader. */
  rushRequests: 8,
  rushMs: 4,
  /** Characters that they may be asked with. */
  lookUpChars: 1_000,
  /** Answers that are given again while nothing that they read is written: characters of them all, and for how many milliseconds each: what another program writes into the file is told by nobody. */
  trueAnswersChars: 4 * MIB,
  trueAnswerMs: SECOND_MS,
  /** Signed records that a verification reads at a time; while their signatures are checked the next are read. */
  signedPage: 256,
  /** Signatures that are checked side by side where nobody else waits for the machine. */
  signaturesAlone: 64,
  /** Signed records that the making of an archive reads at a time: few enough for their text to be forgotten young. */
  archivePage: 40,
  /** KiB of the database that the making of an archive keeps in memory. */
  archiveCacheKib: 4 * KIB,
  /** Bytes from which a text of an archive goes on in a further file: the page that verifies it holds one at a time. */
  archivePartBytes: 32 * MIB,
  /** Archives that may wait to be made, one at a time. */
  archivesWaiting: 8,
  /** Articles that the overview of a day names: those that sold best, and those that run out. */
  overviewArticles: 20,
  /** Articles that tills show first because they sell most, and the days that are looked at for them. */
  oftenArticles: 12,
  oftenDays: 14,
  /** Milliseconds for a printer to be there; to say how it is, or to end its side of the line where it says nothing; to take a whole job. */
  printerConnectMs: 2_500,
  printerAnswerMs: 2 * SECOND_MS,
  printerJobMs: 15 * SECOND_MS,
  /** Milliseconds in which it shows that a printer hung up before all of a job had come. */
  printerHungUpMs: 100,
  /** Milliseconds before the database is asked again what is to be printed, or told what came of it, where it could not be. */
  printAgainMs: 2 * SECOND_MS,
  /** Milliseconds for a card terminal to be there; for a customer and the bank in all; of silence after which a whole answer is all of it. */
  cardConnectMs: 5 * SECOND_MS,
  cardAnswerMs: 180 * SECOND_MS,
  cardQuietMs: 300,
  /** The same after an answer that broke off in the middle: the network may still bring the rest. */
  cardBrokenMs: 10 * SECOND_MS,
  /** Milliseconds for a terminal that is tried out to say anything. */
  cardTryMs: 5 * SECOND_MS,
  /** Bytes of a terminal's answer: beyond, it is none. */
  cardAnswerBytes: 4 * KIB,
  /** Milliseconds after which what was not begun at a terminal is not begun any more: the customer would be gone. */
  cardBeginMs: 30 * SECOND_MS,
  /** Milliseconds between two tries to keep how a card payment ended, where the database cannot take it. */
  cardKeepMs: SECOND_MS,
  /** Milliseconds for a scale to be there, to be quiet before it is asked, to answer, and for what lies there to come to rest. */
  scaleConnectMs: 2 * SECOND_MS,
  scaleHushMs: 100,
  scaleAnswerMs: 1_500,
  scaleRestMs: 3 * SECOND_MS,
  /** Milliseconds after which a drawer that has not sprung open stays shut: the customer is gone. */
  drawerMs: 15 * SECOND_MS,
  /** Prints of which those that are over are kept, the newest; what waits for a person stays. */
  printJobs: 500,
  /** Blocks of a report on a receipt printer, and characters of a text in it: a Z of a large shop has about two hundred. */
  paperBlocks: 1_000,
  paperText: 300,
  /** Card payments that wait for a person, as they are listed. */
  cardsShown: 50,
  /** Prints that wait for a person, as a till lists them. */
  printsShown: 20,
  /** Hours for which a ticket that was in hand when a price changed may be sent with the one of before. */
  formerPriceHours: 24,
  /** Milliseconds by which a till's clock may be ahead, and its ticket in hand still be older than a price. */
  tillClockMs: 10 * MINUTE_MS,
  /** Prices of one article that are told, the latest first. */
  pricesTold: 500,
  /** Characters of the file that head office hands to a shop. */
  headOfficeFileChars: 64 * KIB,
  /** Records and bytes of the journal that head office is sent in one transaction: one record at least, however long. */
  headOfficeBatchRecords: 2_000,
  headOfficeBatchBytes: MIB,
  /** Milliseconds for head office's database to be there, to answer one batch, and to say goodbye. */
  headOfficeConnectMs: 10 * SECOND_MS,
  headOfficeAnswerMs: 30 * SECOND_MS,
  headOfficeCloseMs: SECOND_MS,
  /** Milliseconds between two looks at a line on which an answer is waited for: whether it has ended. */
  headOfficeEndLookMs: 100,
  /** Milliseconds between two looks for something new to send, and after which a shop that has nothing says that it is there. */
  headOfficeLookMs: 500,
  headOfficeGreetMs: MINUTE_MS,
  /** How many times as long as a batch took nothing is sent after it while tills write, and at most, in milliseconds. */
  headOfficeRests: 3,
  headOfficeRestMs: SECOND_MS,
  /** Milliseconds before head office is tried again: at first, at most, and where somebody has to do something about it. */
  headOfficeRetryMs: 500,
  headOfficeRetryMostMs: 15 * SECOND_MS,
  headOfficeRefusedMs: MINUTE_MS,
  /** Milliseconds before a process that sends and has ended is started again, and within which a shop that joins must have met head office. */
  headOfficeAgainMs: 5 * SECOND_MS,
  headOfficeJoinMs: 40 * SECOND_MS,
  /** What a till asks at head office: milliseconds to be answered, how many at once, and after which that connection is closed. */
  headOfficeInquiryMs: 3 * SECOND_MS,
  headOfficeInquiries: 50,
  headOfficeIdleMs: MINUTE_MS,
  /** Milliseconds between two questions for what head office has published, and after which what was not taken is handed to the server again. */
  headOfficePublishedMs: 1_500,
  headOfficeTakeMs: 15 * SECOND_MS,
  /** Milliseconds between two looks for a publication whose day has come. */
  publicationsLookMs: 5 * SECOND_MS,
  /** Publications that a shop fetches at once, and characters that one may have. */
  headOfficePublishedAtOnce: 50,
  publicationBytes: 3 * MIB,
  /** Publications that are listed, faults of one that are told, and local values that it left as they were. */
  publicationsShown: 50,
  publicationFaults: 100,
  publicationKept: 200,
  /** How often a voucher is read again there when another shop's entry was first. */
  headOfficeVoucherTries: 20,
  /** Characters of another shop's name. */
  chainShopName: 255,
  /** Codes that no shop of the chain has, asked for by one shop, within so many milliseconds. */
  voucherMisses: 30,
  voucherMissesMs: 10 * MINUTE_MS,
  /** For how long a voucher that was taken without head office, and that no shop has told of there, is told there again. */
  voucherUnplacedMs: 90 * DAY_MS,
  /** As many of another shop's uses that were refused are kept; what would be refused beyond is not looked at. */
  voucherRefusals: 10_000,
  /** Milliseconds between two walks through all that other shops ever took of this one's vouchers. */
  voucherWalkMs: HOUR_MS,
} as const;
