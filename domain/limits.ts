/** Every bound of the system in one place. Units are in the names: `Ms`, `Bytes`, `Count` and so on. */

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const mebibyteBytes = 1024 * 1024;

export const limits = {
  // Text. WhatsApp takes 65,536 characters; a caption 1,024.
  templateCharacters: 65_536,
  captionCharacters: 1_024,
  /** About where phones fold a text behind "Read more". */
  foldedFromCharacters: 700,
  nameCharacters: 200,
  /** Each account has a browser of its own. */
  accountsMax: 12,
  /** Of a campaign that many accounts send so many are foretold: those that will be through last. */
  accountsForetold: 3,
  /** What others measured of a session on WhatsApp's own page. On the simulated page one takes half of it. */
  accountMemoryBytes: 400 * 1024 * 1024,
  /** What the app takes beside the browsers of its accounts. */
  appMemoryBytes: 350 * 1024 * 1024,
  /** Accounts that some messages had before they were moved, those among them that are here no more. */
  movedFromMax: 100,
  noteCharacters: 2_000,
  pathCharacters: 4_096,
  passwordCharacters: 1_000,
  addressCharacters: 2_000,
  /** Of a certificate, or of a code that may hold one. */
  certificateCharacters: 40_000,
  fileNameCharacters: 255,
  mimeTypeCharacters: 255,
  timeZoneCharacters: 100,
  /** A number as it is typed, with spaces and brackets. */
  phoneCharacters: 40,
  /** What is kept of a reply. */
  replyCharacters: 4_000,
  /** Of whoever writes without end so many replies to one message are kept, the newest, and so many stop words to decide on. */
  repliesKept: 500,
  stopsKept: 20,
  /** How many wait for an answer is counted and told this often at most. */
  repliesToldEveryMs: 1 * secondMs,
  stopWordCharacters: 60,
  stopWordsMax: 600,

  // Import. Bytes are counted while they are inflated, so a small archive cannot grow without bound.
  importFileBytes: 50 * mebibyteBytes,
  importInflatedBytes: 300 * mebibyteBytes,
  importRows: 200_000,
  importColumns: 200,
  /** A cell with more digits is no amount, and one of digits alone is then a number of something. */
  amountDigits: 15,
  countDigits: 9,
  importCellCharacters: 10_000,
  importChunkBytes: 1 * mebibyteBytes,
  importRowsPerTransaction: 200,
  /**
   * The pause between two such transactions. Who waits for the database stands in no queue: SQLite looks again after 1, 2, 5,
   * 10 ms, and then ever more seldom. Without a pause between short transactions, sending finds the database taken each time.
   */
  importPauseMs: 5,
  /** Files in a workbook; styles, of which a spreadsheet knows 65,490; what one tag of its XML may hold, and each part of it. */
  importZipParts: 10_000,
  importStyles: 100_000,
  importTagAttributes: 1_000,
  importTagCharacters: 1024 * 1024,
  /** How long a file from outside may take to be read, and what its process may hold meanwhile. */
  fileJobMaxMs: 10 * minuteMs,
  jobMemoryBytes: 512 * mebibyteBytes,
  jobMemoryPollMs: 200,
  /** Filled rows at the beginning of a file among which the header is looked for, below titles and notes. */
  headerSearchRows: 40,
  /** Recipients rendered in one go when a draft is checked, so that the window stays quick. */
  checkedRecipients: 150,
  problemsShown: 500,
  /** Rows of each cause that are shown before the operator asks for all of them. */
  rowSamples: 3,
  /** The longest area code of any country, with its zero. */
  areaCodeDigits: 6,
  /** Numbers of a list that are held against every country; the likely ones are then held against all. */
  surveyedNumbers: 300,
  /** Countries that a list is said to fit. */
  rivalCountries: 4,
  /** With fewer numbers that name no country, a list does not say which one it is of. */
  leastForCountry: 5,
  /** Words that say no, shown of a list. */
  refusalsShown: 12,
  /** Decisions of one list: causes times readings, with room for many countries. */
  listDecisions: 500,
  /** Values of one column by which a part of a list is chosen. */
  segmentValues: 500,
  /** Values of a column that a report shows by themselves. */
  splitValuesShown: 12,
  /** Of the days on which people wrote back to a campaign so many are named in its report, the first. */
  replyDaysShown: 31,
  /** Words of an answer that a report counts by itself, at most. */
  replyWordsCounted: 2,
  /** Pauses that a report shows. */
  pausesShown: 50,

  // Attachments. The least of what WhatsApp documents for each type.
  attachmentImageBytes: 16 * mebibyteBytes,
  attachmentVideoBytes: 16 * mebibyteBytes,
  attachmentDocumentBytes: 100 * mebibyteBytes,
  /** Chromium ends when one message of its pipe is too large, so a file goes to the page in parts. */
  attachmentPartCharacters: 4 * mebibyteBytes,

  // Lists on screen.
  pageRows: 100,
  /** So many of the do-not-contact list are read at once: few milliseconds each. */
  blockedPageRows: 5_000,
  /** Rows of a do-not-contact file that are named where no number could be read, and characters of each. */
  unreadRowsNamed: 20,
  unreadRowCharacters: 80,
  /** People of whom a filter is asked at once, and how long before others have their turn. */
  peopleLookedAt: 200,
  peopleLookedAtMs: 15,
  /** A filter is counted at once where no more people than these have to be looked up; else the worker does it. */
  peopleCountedSoon: 10_000,
  /** Where the worker has to look up more of them, it says now and then how many it has found so far. */
  peopleCountedWhole: 250_000,
  peopleCountSaidEveryMs: 500,
  filterConditions: 12,
  /** Days of a list of own times that are open at once. */
  openDays: 50,
  /** Values within one condition of a filter. */
  filterChoices: 50,
  quietForDaysMax: 3_650,
  /** The newest lists and messages that are shown of a person. */
  personListsShown: 20,
  /** What a list said so long ago of somebody is put into no message unless the operator says so. */
  valueOldMs: 365 * 24 * 60 * 60 * 1_000,
  personMessagesShown: 50,
  searchCharacters: 100,
  patchBatchMs: 100,
  /** Messages changed in one go when many are: between two such batches everything else has its turn. */
  bulkBatchRows: 100,
  /** Messages made or cancelled in one go when a campaign is started or cancelled. */
  campaignBatchRows: 250,
  /** Of whom each is looked up first, under every number and hash. */
  startedBatchRows: 250,
  /** After so many such batches the log of the database is written back into its file, which takes as long as a batch or two. */
  batchesWrittenBack: 12,
  /** People read, and pieces of names written, in one go while a list is made ready for searches. */
  searchBatchRows: 2_000,
  searchBatchPieces: 200,
  /** Pieces of somebody who is erased that are taken out of the index of a list in one go. */
  searchForgetPieces: 8,
  /** So few people whom a search may mean are looked up one by one; of more, a walk asks whether it meets one. */
  searchFewPeople: 2_000,
  /** Of more, a page is first looked for along the tab, in so many of its rows for each that is wanted. */
  searchWalkedRows: 100,
  /** Where a search may mean this share of everybody, a walk meets them soon without any help. */
  searchManyShare: 0.5,
  /** What a search finds is counted so far; whoever does something to all of it counts on, in the worker. */
  searchCountedRows: 1_000,
  /** So long after the window is there a search is run for nobody, so that the first one of a session is as quick as others. */
  searchWarmUpAfterMs: 3 * secondMs,
  /** Of the people who wrote back, so many are shown: those that wait first. */
  repliesShown: 500,
  /** They are looked for among so many at once: 5 ms or so. */
  repliesReadAtOnce: 500,
  /** More changed rows than this in one batch and the renderer asks for its page again. */
  patchRows: 200,

  // One send.
  /** A look-up that fails is tried again after these, then again and again. It touches nobody. */
  lookRetryMs: [10 * secondMs, 30 * secondMs, 1 * minuteMs, 2 * minuteMs],
  lookRetryEveryMs: 5 * minuteMs,
  /** A restriction of WhatsApp's that ends within this is waited out; one that lasts is for a person. */
  restrictionWaitedMs: 1 * minuteMs,
  /** A number that WhatsApp answers nothing for is given up after so many rounds over at least so long. */
  lookRounds: 3,
  lookGiveUpMs: 30 * minuteMs,
  /** A number without an answer is asked for again after this: three rounds take the time after which it is given up. */
  lookAgainMs: 15 * minuteMs,
  /** The same where only our own number has an answer, so that no round counts. */
  lookAgainAloneMs: 30 * minuteMs,
  /** So many different numbers in a row without an answer, nor one for a witness, are an outage. */
  outageNumbers: 3,
  /** After so many look-ups in a row without an answer the page is started anew: a full disk may have broken its store. */
  unansweredBeforeNewPage: 10,
  /** It is not started anew again for that before. */
  newPageEveryMs: 1 * hourMs,
  /** So many days or hours before or after a date. */
  ownTimesMaxCount: 366,
  /** A day of each year is looked for so far ahead: one year of eight may have no 29 February. */
  ownTimesYearsAhead: 9,
  /** A moment that no day's hours have is moved to so many minutes before their end. */
  ownTimesLastMinutes: 60,
  /** Of the days of own times so many of the first, and of the fullest, are foretold: each takes its time. */
  planDaysForetold: 5,
  /** Dates of a weekly series that may be counted, or left out. */
  weeklyMaxTimes: 104,
  /** Whoever gets something on a day is drawn the day before, no later than at this minute: somebody is to look at it. */
  drawnByMinute: 17 * 60,
  /** What goes each year goes to nobody less than half a year after or before another date of theirs. */
  yearlyApartDays: 183,
  /** People who are shown with their moments, and rows of each cause that waits. */
  ownTimesSamples: 3,
  ownTimesRowsShown: 100,
  /** Of a text that comes again by plan, a copy in the chat is of this time where it came so shortly before it or later. */
  copiesBeforeDueMs: 20 * hourMs,
  /** "Not registered" counts when it was said twice, so long apart. */
  absentAgainMs: 10 * minuteMs,
  /** So that a rehearsal shows soon who is not on WhatsApp. */
  absentAgainMinMs: 5 * secondMs,
  /** Of how many who were found before each is asked in turn whether WhatsApp answers. */
  witnesses: 3,
  /** Whoever was set aside has a turn after so many of people never asked for before. */
  newPerSetAside: 4,
  /** So many "not registered" before anybody was found are asked about: perhaps the country is wrong. */
  absentAskedAbout: 20,
  /** A campaign for which nobody had an answer for so long ends, and its people wait. */
  unansweredMaxMs: 24 * hourMs,
  /** The operator is told when sending has waited for WhatsApp for this long. */
  waitingToldAfterMs: 15 * minuteMs,
  /** The dispatcher wakes at least this often while it waits for a time of day: the clock may be put forward. */
  clockCheckMs: 1 * minuteMs,
  /** A clock that was put forward by more than this is doubted, until it has said so for a while. */
  clockPutForwardMs: 5 * minuteMs,
  clockDoubtMs: 10 * minuteMs,
  /** How often WhatsApp's page is asked whether it has caught up, while messages wait for that. */
  catchUpPollMs: 2 * secondMs,
  // A team. Its database answers within this time or the connection is given up. It is asked for news this often, more often
  // while a message is on its way, so that the last answer is not too old at the gate.
  teamAnswerMs: 5 * secondMs,
  teamNewsMs: 10 * secondMs,
  teamNewsInFlightMs: 3 * secondMs,
  teamAnswerMaxAgeMs: 10 * secondMs,
  teamRetryMs: 15 * secondMs,
  /** A computer of the team that was not heard of for so long is said to be silent. */
  teamSilentMs: 2 * minuteMs,
  /** Of what was granted over a connection the newest count: many times as many as may be on their way at once. */
  teamGrantsKept: 100,
  /** Reservations that are told in one call, and people whom nobody is to contact. */
  teamTellBatch: 200,
  teamStopBatch: 1_000,
  /** People whom nobody of the team is to contact, as many as come in one answer. */
  teamStopsHeard: 5_000,
  /** After so long without a word a coordinator may take back whom a computer has not reserved. */
  teamTakeBackMs: 10 * minuteMs,
  /** Whom a computer has of a campaign of the team and has not reserved; who is drawn in one call, and how much of a file. */
  teamTakePeople: 20,
  teamDrawBatch: 200,
  teamReportRows: 2_000,
  /** Of what people wrote back to other computers the newest are shown. */
  teamRepliesShown: 200,
  teamFilePieceBytes: 128 * 1024,
  /** A computer's clock may differ so much from its team's database before it is said. */
  teamClockOffMs: 2 * minuteMs,
  /** The question of the send gate may be this old when it is judged. */
  gateQuestionMaxAgeMs: 2 * secondMs,
  /** How long after the hours of its campaign a message may pass the gate that was claimed within them. */
  afterHoursAtGateMs: 5 * minuteMs,
  /** How long whoever writes waits while another writer holds the database. */
  busyTimeoutMs: 5 * secondMs,
  /** How long the judge of the send gate waits for it. */
  gateBusyTimeoutMs: 1 * secondMs,
  /** What another writer kept from being written is tried again after this. */
  busyAgainMs: 1 * secondMs,
  /** A log that somebody reads is tried to be emptied again after this. */
  emptyLogAgainMs: 50,
  /** After so many transactions, of a send's 12 pages each, a worker writes the log back; without one, a commit does beyond so many pages. */
  transactionsWrittenBack: 50,
  logPagesMax: 8_000,
  /** Acknowledgements that wait for the database, at most. */
  acksKeptMax: 10_000,
  /** Messages of people that wait for it, at most. */
  repliesWaitingMax: 10_000,
  /** An alarm that the database could not be told of is tried again after this. */
  alarmRetryMs: 5 * secondMs,
  lookUpTimeoutMs: 30 * secondMs,
  /** To read an attachment from the disk. Longer, and it counts as unreadable: a folder that never answers holds nobody else. */
  attachmentReadMs: 60 * secondMs,
  /** How long a text message may take to reach the send gate before the attempt is closed. */
  gateReachTextMs: 30 * secondMs,
  gateReachMinMs: 1 * secondMs,
  gateReachMaxMs: 5 * minuteMs,
  /** For an attachment, the time to reach the gate grows by this for each mebibyte, since it is uploaded first. */
  gateReachPerMebibyteMs: 15 * secondMs,
  /** After "not yet" the page asks anew after this. */
  gateAskAgainMs: 1 * secondMs,
  /** A "go" that the page receives later than this after asking is discarded by the page. */
  gateGoMaxAgeMs: 5 * secondMs,
  ackWaitMs: 60 * secondMs,
  ackWaitMinMs: 1 * secondMs,
  ackWaitMaxMs: 10 * minuteMs,
  /** So that a rehearsal shows soon what is not confirmed. */
  practiceAckWaitMs: 5 * secondMs,
  /** When WhatsApp's own record of a message of unknown outcome is read again, after it became not confirmed. */
  reconcileAfterMs: [10 * secondMs, 1 * minuteMs, 10 * minuteMs],
  reconcileEveryMs: 1 * hourMs,
  /** So long after its hand-over, nothing new is to be expected of a message's record. */
  reconcileForMs: 30 * 24 * hourMs,
  /** Messages read in one reconciliation round, so that a large backlog does not hold the page. */
  reconcileBatchCount: 50,
  historyMessagesRead: 50,
  /** Messages of one chat that a verification reads, from our own on, at most. */
  verifyMessagesRead: 1_000,
  /** Messages of a chat that are shown to the operator who settles one by hand. */
  chatLinesShown: 8,
  /** Between two chats that a verification reads. */
  verifyGapMs: 1_500,
  /** WhatsApp's clock and ours may differ by this much. */
  verifyMarginMs: 10 * minuteMs,

  // Answers to who wrote back.
  /** An answer whose gate did not open within this never goes: its words are back in their box. */
  answerWaitMs: 2 * minuteMs,
  /** The same words to the same person within this are asked about. */
  answerSameWordsMs: 1 * minuteMs,
  /** Between an answer and whatever was handed over before it. */
  answerGapMinMs: 3 * secondMs,
  answerGapMaxMs: 5 * secondMs,

  /** Messages of a chat among which the last one that the writer of an answer has read is looked for. */
  answerLinesRead: 20,
  /** Chats in which something was written while nobody listened, of which WhatsApp's page tells. */
  missedChatsRead: 20_000,
  /** What of it cannot be read is tried again after this. */
  missedAgainMs: 10 * minuteMs,
  /** How often is looked whether an account is still listened to. */
  listeningNotedEveryMs: 1 * minuteMs,
  /** Messages of ours whose ticks are read afterwards, the newest of those nobody has read, and how many at a time. */
  missedTicks: 5_000,
  missedTicksRead: 200,

  /** Messages of a chat that are shown to whoever answers. */
  talkLinesShown: 50,
  /** After a connect the chats of so many who wait are looked through for answers from the phone. */
  talksLookedAt: 100,
  /** Nobody is put off for longer than until tomorrow. */
  remindAtMostMs: 2 * 24 * hourMs,
  /** When who was put off until tomorrow comes back. */
  remindAtHour: 9,

  // Pace.
  gapMinMs: 200,
  gapMaxMs: 1 * hourMs,
  /** The gap of a new campaign, unless the operator sets another one. */
  usualGapMinMs: 6 * secondMs,
  usualGapMaxMs: 14 * secondMs,
  /** What is offered beside the usual pace. */
  gentleGapMinMs: 15 * secondMs,
  gentleGapMaxMs: 30 * secondMs,
  briskGapMinMs: 3 * secondMs,
  briskGapMaxMs: 6 * secondMs,
  dailyCapMax: 100_000,
  pilotMaxCount: 1_000,
  /** Messages a day of a new account, from its first day of sending on. Then it is warm. */
  warmUpMessages: [20, 40, 80, 150, 300, 600, 1_000],
  /** So far ahead is looked for hours: one weekday that a change of the clocks takes is followed by one a week later. */
  hoursLookedAheadDays: 15,
  /** How long after the first message a second one may be planned for. */
  stepDaysMax: 60,
  /** A message that is overdue by more than this is held, and the operator is asked. */
  graceMs: 2 * hourMs,
  graceMaxMs: 7 * 24 * hourMs,
  /** Whoever heard from any campaign within this time is asked about before another one writes to them. */
  contactMemoryMs: 24 * hourMs,
  /** The longest time within which nobody hears twice, where the operator has such a rule. */
  quietDaysMax: 365,
  /** Not-confirmed messages in a row after which the dispatcher pauses. */
  unconfirmedInARow: 3,
  unconfirmedInARowMax: 1_000,
  /** One rejection may be the person's own reason; this many of the last `rejectionsOf` hand-overs pause sending. */
  rejectionsToPause: 3,
  rejectionsOf: 20,
  /** Among so many of the last hand-overs of all accounts those are looked for that the operator knows of. */
  rejectionsKnownOf: 1_000,
  /** The longest sleep that a timer of Node can hold without firing at once. */
  timerMaxMs: 2 ** 31 - 1,
  startUndoMs: 10 * secondMs,

  // What WhatsApp's page says.
  /** A person has a number, perhaps in two forms, and a LID. */
  pageIdsMax: 8,
  pageIdCharacters: 128,
  /** Names of states, kinds and versions. */
  pageWordCharacters: 128,
  pageQrCharacters: 1_000,
  /** What is shown to the operator of an error of the page. */
  pageDetailCharacters: 200,
  /** Calls from the page within the time, after which it is given up: a busy account after a weekend makes some thousand. */
  pageCallsMax: 20_000,
  /** The same for the calls that wait for an answer: one for each message, a code now and then. */
  pageQuestionsMax: 600,
  /** What one call may say: a message with its picture's preview. */
  pageCallCharacters: 1 * mebibyteBytes,
  /** What the browser may tell unasked in one message, before it is parsed: a call, in which each sign may be escaped. */
  pageMessageBytes: 4 * mebibyteBytes,
  /** The same for an answer: of a thousand messages of a chat. */
  pageAnswerBytes: 16 * mebibyteBytes,
  pageCallsForMs: 1 * minuteMs,
  /** Rejected messages that are remembered so that each is told once. */
  rejectionsKept: 1_000,

  // Session.
  /** How long the parts of WhatsApp's page may take to be there before what is missing counts as changed. */
  pageModulesTimeoutMs: 60 * secondMs,
  readyTimeoutMs: 3 * minuteMs,
  /** How long a page that is starting may take for one answer. */
  startAnswerMs: 15 * secondMs,
  /** With each start that failed in a row the next one has so much more time, at most so many times as much. */
  startPatienceMax: 5,
  readyWatchdogMs: 2 * secondMs,
  /** How often a linked page is asked whether it still answers. */
  pageHeartbeatMs: 15 * secondMs,
  /** A page that twice gave no answer for so long has its browser started anew, after the message on its way ended. */
  pageHangMs: 15 * secondMs,
  /** A page that has connected is believed to have caught up after this, where it does not tell the end of it. */
  caughtUpBelievedAfterMs: 15 * secondMs,
  /** The same for a page that connects again and again. */
  caughtUpBelievedAtMostMs: 60 * secondMs,
  /** How often WhatsApp is asked for a lock on new people whose end is not known, or has passed. */
  lockAskedEveryMs: 10 * minuteMs,
  /** So often in a row a page is loaded anew whose gate was replaced. Then it is another page than ours. */
  gateReplacedMax: 3,
  pairingCodeTimeoutMs: 60 * secondMs,
  /** A code to type is renewed after this: WhatsApp lets it die after three minutes. */
  pairingCodeLifeMs: 170 * secondMs,
  /** A page that has not caught up by then is started anew. WhatsApp itself gives up after five minutes, and sends. */
  catchUpMaxMs: 6 * minuteMs,
  /** A page without a connection for so long is started anew. */
  offlineRestartMs: 5 * minuteMs,
  /** At most so much later, while a message past the gate lacks its acknowledgement: a new page would never send it. */
  offlineHoldMaxMs: 30 * minuteMs,
  /** The operator is told of a connection that is lost for so long while campaigns run. */
  offlineToldAfterMs: 5 * minuteMs,
  /** A browser that is being fetched, of which nothing arrived for this long, does not come any more. */
  browserStallMs: 60 * secondMs,
  /** A browser that was fetched is looked up for a newer one when it is this old: holes in it are mended in weeks. */
  browserRefreshMs: 7 * 24 * hourMs,
  updateEveryMs: 24 * hourMs,
  /** An installer that has not ended the app by now does not come. */
  updateInstallMs: 60 * secondMs,
  /** What is said of a newer version: how long it is waited for, and what fits. */
  updateFeedMs: 30 * secondMs,
  updateFeedBytes: 64 * 1024,
  updateNewsLines: 8,
  updateNewsCharacters: 200,
  /** How long a thread that is to end may take to load SQLite first. */
  workerLoadMs: 5 * secondMs,
  /** How long a thread that has ended its job waits for another one. */
  jobThreadIdleMs: 20 * secondMs,
  /** How long before a command that only a person may give a press on the window must have been seen. */
  pressMs: 2 * secondMs,
  /** The line in the window that tells of it keeps away while messages go out, and this long before. */
  updateQuietMs: 5 * minuteMs,
  browserCloseTimeoutMs: 5 * secondMs,
  /** A Chromium of an earlier run may hold the login folder for some seconds while it ends. */
  browserBusyRetryMs: 1 * secondMs,
  browserBusyRetryCount: 5,
  reconnectDelayMs: [2 * secondMs, 10 * secondMs, 30 * secondMs, 2 * minuteMs],
  quitDrainMs: 70 * secondMs,

  // Personal data. A shorter time would take the report away before anybody read it.
  keepPersonalMinDays: 7,
  keepPersonalMaxDays: 3_650,
  /** Nobody is forgotten when the last backup seems older than this: the clock may have jumped. */
  eraseBelievesClockMs: 31 * 24 * hourMs,

  // Desktop.
  /** A window that was not moved for this long has come to rest, and its place is kept. */
  windowRestMs: 500,
  /** Whoever quits waits so long at most for what is being saved. */
  unsavedWaitMs: 3 * secondMs,
  /** A page that crashed is loaded again after these, the last one repeated. */
  pageReloadDelayMs: [500, 5 * secondMs, 30 * secondMs, 2 * minuteMs],
  /** One that has not answered for so long, beyond the time after which Chromium says so, does not come to itself. */
  pageHungMs: 30 * secondMs,
  /** What WhatsApp's page can bring about without end is written down once a minute, by kind. */
  logKindEveryMs: 1 * minuteMs,
  /** Lines of the log that are copied for support. */
  logLinesCopied: 500,

  // Storage.
  /** SQL statements that a connection keeps prepared. */
  keptStatements: 500,
  /** What is read and written of the fence ledger in one go. */
  ledgerChunkBytes: 256 * 1024,
  /** Aliases whose keyed hashes are remembered: more than those of one person. */
  aliasesHashed: 8,
  /** Ledgers of other computers, each with a key of its own, whose people are asked for beside one's own. */
  ledgerOtherKeys: 16,
  /** No line of the fence ledger comes near this. */
  ledgerLineBytes: 1 * mebibyteBytes,
  /** Below this a ledger is checked whole at each start. */
  ledgerCheckedWholeBytes: 4 * mebibyteBytes,
  /** So many stretches of so many bytes are looked at of a longer one, before the line that the database remembers. */
  ledgerSampleCount: 32,
  ledgerSampleBytes: 16 * 1024,
  backupsKept: 7,
  /** A packed backup is unpacked to so many times its size at most: a database becomes about a fifth. */
  backupUnpacksTo: 64,
  backupEveryMs: 24 * hourMs,
  /** A backup that is still being checked after this is none that can be used. */
  backupCheckMaxMs: 10 * minuteMs,
  /** The first start on another machine waits so long for the check of its data. Its window says so, and nothing else. */
  movedCheckMaxMs: 20 * secondMs,
  /** The check of such data goes on beside the window, and hangs when it takes longer than this. */
  movedCheckGivenUpMs: 1 * hourMs,
  /** A start waits so long for what a program of the system says of the machine. */
  systemProgramMs: 2 * secondMs,
  /** How often an app that stays open looks whether its daily work is due. */
  maintenancePollMs: 1 * hourMs,
  quickCheckEveryMs: 7 * 24 * hourMs,
  /** The link waits so long for the check and the backup of the start; a disk that hangs must not keep it away. */
  maintenanceWaitMs: 30 * secondMs,
  /** A round that takes longer than this hangs, and is given up. */
  maintenanceMaxMs: 1 * hourMs,
} as const;

/** Other bounds than the usual ones, as tests set them. */
export type Limits = {
  readonly [Name in keyof typeof limits]: (typeof limits)[Name] extends number ? number : readonly number[];
};

/** The time in milliseconds that a message with an attachment of the given size may take to reach the send gate. */
export function gateReachMs(attachmentBytes: number): number {
  return limits.gateReachTextMs + Math.ceil(attachmentBytes / mebibyteBytes) * limits.gateReachPerMebibyteMs;
}
