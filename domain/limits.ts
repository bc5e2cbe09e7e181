/** Every bound of the system in one place. Units are in the names: `Ms`, `Bytes`, `Count` and so on. */

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const mebibyteBytes = 1024 * 1024;

export const limits = {
  // Text. WhatsApp takes 65,536 characters in a message, 1,024 in a caption.
  templateCharacters: 65_536,
  captionCharacters: 1_024,
  /** The length from which phones fold a text behind "Read more", about. */
  foldedFromCharacters: 700,
  nameCharacters: 200,
  /** A limit because each account has a browser of its own. */
  accountsMax: 12,
  /** How many accounts of a campaign get a forecast of their own: those that finish last. */
  accountsForetold: 3,
  /** The memory of one session on WhatsApp's own page, as others measured it. The simulated page takes half of it. */
  accountMemoryBytes: 400 * 1024 * 1024,
  /** The memory of the app without the browsers of its accounts. */
  appMemoryBytes: 350 * 1024 * 1024,
  /** How many earlier accounts of moved messages are named, accounts that were removed included. */
  movedFromMax: 100,
  noteCharacters: 2_000,
  pathCharacters: 4_096,
  passwordCharacters: 1_000,
  addressCharacters: 2_000,
  /** Of a certificate, or of an invitation code, which may hold one. */
  certificateCharacters: 40_000,
  fileNameCharacters: 255,
  mimeTypeCharacters: 255,
  timeZoneCharacters: 100,
  /** Of a number as it is typed, with spaces and brackets. */
  phoneCharacters: 40,
  /** Of the part of a reply that is kept. */
  replyCharacters: 4_000,
  /** Replies to one message, and stop words to decide on, kept of one person: the newest. Some write without end. */
  repliesKept: 500,
  stopsKept: 20,
  /** The smallest time between two counts of the people who wait for an answer, which the window is told. */
  repliesToldEveryMs: 1 * secondMs,
  stopWordCharacters: 60,
  stopWordsMax: 600,

  // Import. Bytes are counted while they are inflated, so a small archive cannot grow without bound.
  importFileBytes: 50 * mebibyteBytes,
  importInflatedBytes: 300 * mebibyteBytes,
  importRows: 200_000,
  importColumns: 200,
  /** A cell with more digits is no amount; nor is one of only digits with more than `countDigits`: an identifier. */
  amountDigits: 15,
  countDigits: 9,
  importCellCharacters: 10_000,
  importChunkBytes: 1 * mebibyteBytes,
  importRowsPerTransaction: 200,
  /**
   * The pause between two such transactions. SQLite keeps no queue of those who wait for the database: it tries again
   * after 1, 2, 5, 10 ms, then ever more seldom. Without a pause between short transactions, sending would find the
   * database taken each time.
   */
  importPauseMs: 5,
  /** Of a workbook: its files; its styles (a spreadsheet allows 65,490); an XML tag's attributes and characters. */
  importZipParts: 10_000,
  importStyles: 100_000,
  importTagAttributes: 1_000,
  importTagCharacters: 1024 * 1024,
  /** How long reading a file from outside may take, and how much memory its process may use. */
  fileJobMaxMs: 10 * minuteMs,
  jobMemoryBytes: 512 * mebibyteBytes,
  jobMemoryPollMs: 200,
  /** How many filled rows at a file's beginning are searched for the header, which may follow titles and notes. */
  headerSearchRows: 40,
  /** How many recipients are rendered in one go when a draft is checked, so that the window stays responsive. */
  checkedRecipients: 150,
  problemsShown: 500,
  /** How many rows of each cause are shown before the operator asks for all of them. */
  rowSamples: 3,
  /** The longest area code of any country, with its zero. */
  areaCodeDigits: 6,
  /** How many numbers of a list are tried with every country. The likely countries are then tried with all numbers. */
  surveyedNumbers: 300,
  /** How many countries are named that would fit a list. */
  rivalCountries: 4,
  /** How many numbers without a country code a list must have before it suggests a country. */
  leastForCountry: 5,
  refusalsShown: 12,
  /** How many of them stand in the line about such rows; each row says its own. */
  refusalsNamed: 6,
  /** Decisions for one list: causes times readings, with room for many countries. */
  listDecisions: 500,
  /** How many values of one column can be chosen from when a list is narrowed to a part. */
  segmentValues: 500,
  splitValuesShown: 12,
  /** How many days with replies a campaign's report names: the first ones. */
  replyDaysShown: 31,
  /** The longest reply, in words, that a report counts as an answer of its own. */
  replyWordsCounted: 2,
  pausesShown: 50,

  // Attachments. The smallest bound that WhatsApp documents for each type.
  attachmentImageBytes: 16 * mebibyteBytes,
  attachmentVideoBytes: 16 * mebibyteBytes,
  attachmentDocumentBytes: 100 * mebibyteBytes,
  /** Chromium ends when a message on its pipe is too large, so a file is handed to the page in parts. */
  attachmentPartCharacters: 4 * mebibyteBytes,

  // Lists on screen.
  pageRows: 100,
  /** How many rows of the do-not-contact list are read at once, which takes a few milliseconds. */
  blockedPageRows: 5_000,
  /** How many unreadable rows of a do-not-contact file are named, and how many characters of each. */
  unreadRowsNamed: 20,
  unreadRowCharacters: 80,
  /** How many people a filter is tried on at once, and for how long, before other work has its turn. */
  peopleLookedAt: 200,
  peopleLookedAtMs: 15,
  /** Up to this many people to look up, a filter is counted at once; beyond it the worker counts. */
  peopleCountedSoon: 10_000,
  /** Beyond this many people to look up, the worker reports now and then how many it has found so far. */
  peopleCountedWhole: 250_000,
  peopleCountSaidEveryMs: 500,
  filterConditions: 12,
  /** How many days of a list with own times may be unfolded at once. */
  openDays: 50,
  /** How many values one condition of a filter may have. */
  filterChoices: 50,
  quietForDaysMax: 3_650,
  /** How many lists and messages of a person are shown: the newest. */
  personListsShown: 20,
  /** A value of a person that a list gave longer ago than this is put into a message only if the operator says so. */
  valueOldMs: 365 * 24 * 60 * 60 * 1_000,
  personMessagesShown: 50,
  searchCharacters: 100,
  patchBatchMs: 100,
  /** Messages changed in one go when many are to be changed: other work has its turn between two such batches. */
  bulkBatchRows: 100,
  /** Messages of a campaign that are changed in one go, as when it is cancelled. */
  campaignBatchRows: 250,
  /** Rows of a list for which messages are made in one go: each person is looked up under every number and hash. */
  startedBatchRows: 250,
  /** After so many such batches the database's log is written back, which takes as long as a batch or two. */
  batchesWrittenBack: 12,
  /** People read, and pieces of names written, in one go while a list is indexed for search. */
  searchBatchRows: 2_000,
  searchBatchPieces: 200,
  /** Pieces of the name of an erased person that are taken out of a list's search index in one go. */
  searchForgetPieces: 8,
  /** Up to this many people whom a search may mean, each is looked up; beyond it, rows are walked and tested. */
  searchFewPeople: 2_000,
  /** Such a walk first tries this many rows of the tab for each row that the page wants. */
  searchWalkedRows: 100,
  /** If a search may mean this share of all people, a walk meets matches soon enough without the index. */
  searchManyShare: 0.5,
  /** Matches of a search are counted up to this number. An action on all matches counts further, in the worker. */
  searchCountedRows: 1_000,
  /** How long after the window opened a search is run for nobody, so that a session's first search is quick too. */
  searchWarmUpAfterMs: 3 * secondMs,
  /** By how many of an account's last messages its real pace is measured. */
  paceMeasuredMessages: 10,
  /** How many of the people who wrote back are shown: those who wait for an answer first. */
  repliesShown: 500,
  /** How many replies are read at once to find them, which takes about 5 ms. */
  repliesReadAtOnce: 500,
  /** With more changed rows than this in one batch, the window asks for its page again. */
  patchRows: 200,

  // One send.
  /** The delays before a failed look-up is tried again; then `lookRetryEveryMs`. A look-up touches nobody. */
  lookRetryMs: [10 * secondMs, 30 * secondMs, 1 * minuteMs, 2 * minuteMs],
  lookRetryEveryMs: 5 * minuteMs,
  /** A restriction by WhatsApp that ends within this time is waited for; a longer one is left to the operator. */
  restrictionWaitedMs: 1 * minuteMs,
  /** A number that WhatsApp gives no answer for is given up after this many rounds, over at least this time. */
  lookRounds: 3,
  lookGiveUpMs: 30 * minuteMs,
  /** The time between two such rounds, so that three rounds take as long as giving up does. */
  lookAgainMs: 15 * minuteMs,
  /** The same while WhatsApp answers only for our own number, so that no round counts. */
  lookAgainAloneMs: 30 * minuteMs,
  /** So many different numbers in a row without an answer, and no answer for a witness, count as an outage. */
  outageNumbers: 3,
  /** So many look-ups in a row without an answer, and the page is started anew: a full disk may break its store. */
  unansweredBeforeNewPage: 10,
  /** The smallest time between two new starts of the page for that reason. */
  newPageEveryMs: 1 * hourMs,
  /** How many days or hours before or after its date an own time may be. */
  ownTimesMaxCount: 366,
  /** How many years ahead a yearly date is looked for: 29 February may be missing for eight years. */
  ownTimesYearsAhead: 9,
  /** A moment outside every day's hours is moved to so many minutes before the end of the hours. */
  ownTimesLastMinutes: 60,
  /** How many of the first days with own times, and of the fullest, get a forecast, each of which takes time. */
  planDaysForetold: 5,
  /** How many dates a weekly series may have, and how many may be left out. */
  weeklyMaxTimes: 104,
  /** People who get a message on a day are drawn by this minute of the day before, so that somebody can look. */
  drawnByMinute: 17 * 60,
  /** Of a yearly campaign nobody gets two messages less than half a year apart. */
  yearlyApartDays: 183,
  /** How many people are shown with their moments, and how many rows of each cause that waits. */
  ownTimesSamples: 3,
  ownTimesRowsShown: 100,
  /** A copy in the chat belongs to this date of a repeated text if it came at most this long before it. */
  copiesBeforeDueMs: 20 * hourMs,
  /** "Not registered" counts only when WhatsApp said it twice, at least this far apart. */
  absentAgainMs: 10 * minuteMs,
  /** The smallest such time, with which practice mode soon shows who is not on WhatsApp. */
  absentAgainMinMs: 5 * secondMs,
  /** How many people found earlier are kept as witnesses, asked in turn to see whether WhatsApp answers at all. */
  witnesses: 3,
  /** After so many people who were never looked up before, one who was set aside has a turn. */
  newPerSetAside: 4,
  /** So many "not registered" before anybody was found, and the operator is asked: perhaps the country is wrong. */
  absentAskedAbout: 20,
  /** A campaign for whose people WhatsApp gave no answer for this long pauses, and they wait. */
  unansweredMaxMs: 24 * hourMs,
  /** The operator is told when sending has waited for WhatsApp for this long. */
  waitingToldAfterMs: 15 * minuteMs,
  /** While it waits for a time of day, the dispatcher wakes at least this often: the clock may be put forward. */
  clockCheckMs: 1 * minuteMs,
  /** A clock put forward by more than this is doubted until it has kept that time for `clockDoubtMs`. */
  clockPutForwardMs: 5 * minuteMs,
  clockDoubtMs: 10 * minuteMs,
  /** How often WhatsApp's page is asked whether it has caught up, while messages wait for that. */
  catchUpPollMs: 2 * secondMs,
  // A team. If its database does not answer within this time, the connection is given up. The database is asked for
  // news at these intervals, more often while a message is on its way, so that the last answer is not too old at the
  // gate.
  teamAnswerMs: 5 * secondMs,
  teamNewsMs: 10 * secondMs,
  teamNewsInFlightMs: 3 * secondMs,
  teamAnswerMaxAgeMs: 10 * secondMs,
  teamRetryMs: 15 * secondMs,
  /** A computer of the team that was not heard of for this long is shown as silent. */
  teamSilentMs: 2 * minuteMs,
  /** How many grants of a connection are remembered, the newest: many times as many as can be on their way at once. */
  teamGrantsKept: 100,
  /** How many reservations are told in one call, and how many people not to contact. */
  teamTellBatch: 200,
  teamStopBatch: 1_000,
  /** How many people not to contact come in one answer of the team. */
  teamStopsHeard: 5_000,
  /** After so long without a word from a computer, a coordinator may take back the people it has not reserved. */
  teamTakeBackMs: 10 * minuteMs,
  /** Of a team campaign: the most unreserved people a computer holds, people drawn in one call, report rows read. */
  teamTakePeople: 20,
  teamDrawBatch: 200,
  teamReportRows: 2_000,
  teamRepliesShown: 200,
  teamFilePieceBytes: 128 * 1024,
  /** How far a computer's clock may differ from the team's database before the operator is told. */
  teamClockOffMs: 2 * minuteMs,
  /** How old the send gate's question may be when it is judged. */
  gateQuestionMaxAgeMs: 2 * secondMs,
  /** A message claimed within its campaign's hours may pass the gate until this long after their end. */
  afterHoursAtGateMs: 5 * minuteMs,
  /** How long a write waits while another writer holds the database. */
  busyTimeoutMs: 5 * secondMs,
  /** The same for the judge of the send gate. */
  gateBusyTimeoutMs: 1 * secondMs,
  /** When a write that another writer prevented is tried again. */
  busyAgainMs: 1 * secondMs,
  /** When emptying the database's log is tried again after a reader prevented it. */
  emptyLogAgainMs: 50,
  /**
   * After so many transactions (a send's has 12 pages) a worker writes the log back. Where no worker did, a commit does
   * beyond so many pages.
   */
  transactionsWrittenBack: 50,
  logPagesMax: 8_000,
  /** Acknowledgements kept in memory while the database cannot be written. */
  acksKeptMax: 10_000,
  /** People's messages kept in memory while the database cannot be written. */
  repliesWaitingMax: 10_000,
  /** When an alarm that could not be written to the database is tried again. */
  alarmRetryMs: 5 * secondMs,
  lookUpTimeoutMs: 30 * secondMs,
  /** The time for reading an attachment, after which it counts as unreadable: a folder may never answer. */
  attachmentReadMs: 60 * secondMs,
  /** How long a text message may take to reach the send gate before the attempt is closed. */
  gateReachTextMs: 30 * secondMs,
  gateReachMinMs: 1 * secondMs,
  gateReachMaxMs: 5 * minuteMs,
  /** For an attachment, the time to reach the gate grows by this for each mebibyte, because it is uploaded first. */
  gateReachPerMebibyteMs: 15 * secondMs,
  /** When the page asks the gate's judge again after the answer "not yet". */
  gateAskAgainMs: 1 * secondMs,
  /** The page discards a "go" that comes later than this after its question. */
  gateGoMaxAgeMs: 5 * secondMs,
  ackWaitMs: 60 * secondMs,
  ackWaitMinMs: 1 * secondMs,
  ackWaitMaxMs: 10 * minuteMs,
  /** Short, so that practice mode soon shows what is not confirmed. */
  practiceAckWaitMs: 5 * secondMs,
  /** How long after a message became not confirmed WhatsApp's own record of it is read again. */
  reconcileAfterMs: [10 * secondMs, 1 * minuteMs, 10 * minuteMs],
  reconcileEveryMs: 1 * hourMs,
  /** How long after its hand-over a message's record is read again: later it is not expected to change. */
  reconcileForMs: 30 * 24 * hourMs,
  /** Messages read in one reconciliation round, so that a large backlog does not hold the page. */
  reconcileBatchCount: 50,
  historyMessagesRead: 50,
  /** Messages of one chat that a verification reads at most, beginning with ours. */
  verifyMessagesRead: 1_000,
  /** Messages of a chat that the operator is shown who settles a message by hand. */
  chatLinesShown: 8,
  /** The pause between two chats that a verification reads. */
  verifyGapMs: 1_500,
  /** How much WhatsApp's clock and ours may differ. */
  verifyMarginMs: 10 * minuteMs,

  // Answers to people who wrote back.
  /** An answer whose gate did not open within this time is never sent: its words return to the box they came from. */
  answerWaitMs: 2 * minuteMs,
  /** If the same words go to the same person within this time, the operator is asked first. */
  answerSameWordsMs: 1 * minuteMs,
  /** The gap between an answer and whatever was handed over before it. */
  answerGapMinMs: 3 * secondMs,
  answerGapMaxMs: 5 * secondMs,

  /** The last message that the writer of an answer has read is looked for among so many messages of the chat. */
  answerLinesRead: 20,
  /** How many chats WhatsApp's page names in which something was written while nobody listened. */
  missedChatsRead: 20_000,
  /** When chats that could not be read for this are tried again. */
  missedAgainMs: 10 * minuteMs,
  /** How often the app looks whether it has to store again until when it listened to an account. */
  listeningNotedEveryMs: 1 * minuteMs,
  /** Unread messages of ours, the newest, whose ticks are read after an absence; and how many are read at a time. */
  missedTicks: 5_000,
  missedTicksRead: 200,

  /** Messages of a chat that the writer of an answer is shown. */
  talkLinesShown: 50,
  /** How many waiting conversations are checked, after a connection, for answers given on the phone. */
  talksLookedAt: 100,
  /** The longest time for which a conversation can be put off. */
  remindAtMostMs: 2 * 24 * hourMs,
  /** The hour of the day at which a conversation put off until tomorrow comes back. */
  remindAtHour: 9,

  // Pace.
  gapMinMs: 200,
  gapMaxMs: 1 * hourMs,
  /** The gap of a new campaign, unless the operator sets another one. */
  usualGapMinMs: 6 * secondMs,
  usualGapMaxMs: 14 * secondMs,
  gentleGapMinMs: 15 * secondMs,
  gentleGapMaxMs: 30 * secondMs,
  briskGapMinMs: 3 * secondMs,
  briskGapMaxMs: 6 * secondMs,
  dailyCapMax: 100_000,
  pilotMaxCount: 1_000,
  /** Messages a day of a new account, from its first day of sending. After the last of these days it is warm. */
  warmUpMessages: [20, 40, 80, 150, 300, 600, 1_000],
  /** How many days ahead hours are looked for: a change of the clocks can take a weekday's hours, but not twice. */
  hoursLookedAheadDays: 15,
  /** How many days after the first message a second one may be planned. */
  stepDaysMax: 60,
  /** A message that is overdue by more than this is held, and the operator is asked. */
  graceMs: 2 * hourMs,
  graceMaxMs: 7 * 24 * hourMs,
  /** Before a campaign writes to people who heard from any campaign within this time, the operator is asked. */
  contactMemoryMs: 24 * hourMs,
  /** The longest time for which the operator can forbid a second message to anybody. */
  quietDaysMax: 365,
  /** So many not-confirmed messages in a row, and sending waits until each has its acknowledgement. */
  unconfirmedInARow: 3,
  unconfirmedInARowMax: 1_000,
  /** One rejection may be that person's own reason; so many among the last `rejectionsOf` hand-overs pause sending. */
  rejectionsToPause: 3,
  rejectionsOf: 20,
  /** How many of the last hand-overs of all accounts are searched for rejections that the operator knows of already. */
  rejectionsKnownOf: 1_000,
  /** The longest time that a timer of Node can wait; a longer one fires at once. */
  timerMaxMs: 2 ** 31 - 1,
  startUndoMs: 10 * secondMs,

  // What WhatsApp's page says.
  /** Of one person: a number, perhaps in two forms, and a LID. */
  pageIdsMax: 8,
  pageIdCharacters: 128,
  /** Of the names of states, kinds and versions. */
  pageWordCharacters: 128,
  pageQrCharacters: 1_000,
  /** Of an error of the page, as the operator is shown it. */
  pageDetailCharacters: 200,
  /** After so many calls within `pageCallsForMs` the page is given up: a busy account makes some thousand. */
  pageCallsMax: 20_000,
  /** The same for calls that wait for an answer: one for each message, and a code now and then. */
  pageQuestionsMax: 600,
  /** The size of one call: at most a message with its picture's preview. */
  pageCallCharacters: 1 * mebibyteBytes,
  /** The size of a browser's unasked message before it is parsed: a call whose every character may be escaped. */
  pageMessageBytes: 4 * mebibyteBytes,
  /** The same for an answer: a thousand messages of a chat. */
  pageAnswerBytes: 16 * mebibyteBytes,
  pageCallsForMs: 1 * minuteMs,
  /** How many rejected messages are remembered, so that each is reported once. */
  rejectionsKept: 1_000,

  // Session.
  /** How long the parts of WhatsApp's page may take to appear. One still missing then counts as changed by WhatsApp. */
  pageModulesTimeoutMs: 60 * secondMs,
  readyTimeoutMs: 3 * minuteMs,
  /** How long a page that is starting may take for one answer. */
  startAnswerMs: 15 * secondMs,
  /** After each failed start in a row, the next one gets that much more time, up to this multiple. */
  startPatienceMax: 5,
  readyWatchdogMs: 2 * secondMs,
  /** How often a linked page is checked for an answer. */
  pageHeartbeatMs: 15 * secondMs,
  /** If a page does not answer for this long, twice, its browser restarts once the message on its way has ended. */
  pageHangMs: 15 * secondMs,
  /** If a connected page does not tell when it has caught up, this time after connecting counts. */
  caughtUpBelievedAfterMs: 15 * secondMs,
  /** The same limit for a page that connects again and again. */
  caughtUpBelievedAtMostMs: 60 * secondMs,
  /** How often WhatsApp is asked whether an account may write to new people, if its lock's end is unknown or past. */
  lockAskedEveryMs: 10 * minuteMs,
  /** When a gate is tried once more that the first try on a new version of WhatsApp did not reach. */
  gateTriedAgainMs: 3 * secondMs,
  /** A page whose gate was replaced is loaded anew, so often in a row. After that it is a page we do not know. */
  gateReplacedMax: 3,
  pairingCodeTimeoutMs: 60 * secondMs,
  /** A pairing code is renewed after this time, because WhatsApp lets it expire after three minutes. */
  pairingCodeLifeMs: 170 * secondMs,
  /** A page that has not caught up by then is started anew. WhatsApp itself gives up after five minutes, and sends. */
  catchUpMaxMs: 6 * minuteMs,
  /** A page without a connection for so long is started anew. */
  offlineRestartMs: 5 * minuteMs,
  /** How much later that happens at most while a message past the gate is unacknowledged: a new page never sends it. */
  offlineHoldMaxMs: 30 * minuteMs,
  /** The operator is told when a connection is lost for this long while campaigns run. */
  offlineToldAfterMs: 5 * minuteMs,
  /** A browser download that received nothing for this long is given up. */
  browserStallMs: 60 * secondMs,
  /** When a downloaded browser is this old, a newer one is looked for: its security holes are mended within weeks. */
  browserRefreshMs: 7 * 24 * hourMs,
  updateEveryMs: 24 * hourMs,
  /** If an installer has not ended the app by then, the installation has failed. */
  updateInstallMs: 60 * secondMs,
  /** The news of a newer version: how long it is waited for, and its size. */
  updateFeedMs: 30 * secondMs,
  updateFeedBytes: 64 * 1024,
  updateNewsLines: 8,
  updateNewsCharacters: 200,
  /** A thread that is to end is given this time first to finish loading SQLite. */
  workerLoadMs: 5 * secondMs,
  /** How long a thread without a job waits for the next one before it ends. */
  jobThreadIdleMs: 20 * secondMs,
  /** A command that only a person may give needs a press on the window at most this long before. */
  pressMs: 2 * secondMs,
  /** The window's line about a newer version is hidden while messages go out and for this long before. */
  updateQuietMs: 5 * minuteMs,
  browserCloseTimeoutMs: 5 * secondMs,
  /** The delay before a start is tried again: a Chromium that is ending may hold the login folder for seconds. */
  browserBusyRetryMs: 1 * secondMs,
  browserBusyRetryCount: 5,
  reconnectDelayMs: [2 * secondMs, 10 * secondMs, 30 * secondMs, 2 * minuteMs],
  quitDrainMs: 70 * secondMs,

  // Personal data. With a shorter time the report would be gone before anybody read it.
  keepPersonalMinDays: 7,
  keepPersonalMaxDays: 3_650,
  /** If the last backup seems older than this, nobody's data is erased: the clock may have jumped. */
  eraseBelievesClockMs: 31 * 24 * hourMs,

  // Desktop.
  /** When a window was not moved for this long, its place is saved. */
  windowRestMs: 500,
  /** How long a quit waits at most for what is being saved. */
  unsavedWaitMs: 3 * secondMs,
  /** The delays before a crashed page is loaded again; the last one repeats. */
  pageReloadDelayMs: [500, 5 * secondMs, 30 * secondMs, 2 * minuteMs],
  /** A page that has not answered for this long after Chromium called it unresponsive will not recover. */
  pageHungMs: 30 * secondMs,
  /** Events that WhatsApp's page can cause without end are logged once in this time, by kind. */
  logKindEveryMs: 1 * minuteMs,
  logLinesCopied: 500,

  // Storage.
  /** SQL statements that a connection keeps prepared. */
  keptStatements: 500,
  /** How much of the fence ledger is read and written in one go. */
  ledgerChunkBytes: 256 * 1024,
  /** How many aliases have their keyed hash remembered: more than one person has. */
  aliasesHashed: 8,
  /** How many other computers' ledgers, each with its own key, are searched for a person beside this one's. */
  ledgerOtherKeys: 16,
  /** No line of the fence ledger comes near this length. */
  ledgerLineBytes: 1 * mebibyteBytes,
  /** A ledger smaller than this is checked whole at each start. */
  ledgerCheckedWholeBytes: 4 * mebibyteBytes,
  /** Of a larger one this many samples are checked, up to the last line that the database remembers. */
  ledgerSampleCount: 32,
  ledgerSampleBytes: 16 * 1024,
  backupsKept: 7,
  /** The room that a backup leaves on the disk for what is sent meanwhile. */
  backupLeavesBytes: 64 * mebibyteBytes,
  /** The largest allowed ratio of an unpacked backup to its packed size. A database packs to about a fifth. */
  backupUnpacksTo: 64,
  backupEveryMs: 24 * hourMs,
  /** After so long without a daily backup, which is tried again and again, the operator is told. */
  backupMissedMs: 3 * 24 * hourMs,
  /** A backup whose check takes longer than this cannot be used. */
  backupCheckMaxMs: 10 * minuteMs,
  /** How long the first start on another machine waits for its data's check, while its window shows only that. */
  movedCheckMaxMs: 20 * secondMs,
  /** If that check, which goes on behind the window, takes longer than this, it hangs and is given up. */
  movedCheckGivenUpMs: 1 * hourMs,
  /** How long a start waits for a system program's answer about the machine. */
  systemProgramMs: 2 * secondMs,
  /** How often an app that stays open checks whether its daily maintenance is due. */
  maintenancePollMs: 1 * hourMs,
  quickCheckEveryMs: 7 * 24 * hourMs,
  /** How long linking waits for the check and the backup of the start, since a hanging disk must not prevent it. */
  maintenanceWaitMs: 30 * secondMs,
  /** A maintenance round that takes longer than this hangs, and is given up. */
  maintenanceMaxMs: 1 * hourMs,
} as const;

/** Bounds that differ from the usual ones, as tests set them. */
export type Limits = {
  readonly [Name in keyof typeof limits]: (typeof limits)[Name] extends number ? number : readonly number[];
};

/** The time in milliseconds that a message with an attachment of this size may take to reach the send gate. */
export function gateReachMs(attachmentBytes: number): number {
  return limits.gateReachTextMs + Math.ceil(attachmentBytes / mebibyteBytes) * limits.gateReachPerMebibyteMs;
}
