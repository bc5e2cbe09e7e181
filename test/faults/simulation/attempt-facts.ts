import type { AppProcess } from './app-process.ts';

/** What the database says about an attempt, read without the app's help. */
export type AttemptFacts = {
  campaign: string;
  row: number;
  repeat: number;
  state: string;
  /** The account of the attempt, and the present account of its message. */
  account: string | null;
  messageAccount: string | null;
  phone: string | null;
  fileHash: string | null;
  occasion: string;
  openedAtMs: number;
};

const factsSql = `SELECT c.uid AS campaign, r.row_number AS row, coalesce(m.repeat, c.repeat) AS repeat, c.state, a.account,
  m.account AS messageAccount, r.phone,
  a.attachment_hash AS fileHash, m.occasion, a.opened_at_ms AS openedAtMs FROM attempt a JOIN message m ON m.id = a.message_id
  JOIN campaign c ON c.id = m.campaign_id JOIN recipient r ON r.id = m.recipient_id WHERE a.token = ?`;
/** A test to oneself belongs to no campaign. */
export const ofTest: AttemptFacts = {
  campaign: '',
  row: 0,
  repeat: 0,
  state: 'running',
  account: null,
  messageAccount: null,
  phone: null,
  fileHash: null,
  occasion: '',
  openedAtMs: 0,
};
/** An answer belongs to no campaign: only its chat says for whom it is. */
export const ofAnswer: AttemptFacts = { ...ofTest, campaign: 'an answer' };
const isAnswerSql = `SELECT 1 FROM attempt WHERE token = ? AND kind = 'answer'`;

/** What the database says now about the attempt with this token. */
export function factsOf({ stores }: AppProcess, token: string): AttemptFacts {
  const { sqlite } = stores.db;
  const facts = sqlite.prepare(factsSql).get(token) as AttemptFacts | undefined;
  return facts ?? (sqlite.prepare(isAnswerSql).get(token) === undefined ? ofTest : ofAnswer);
}
