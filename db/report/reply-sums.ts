import { limits } from '../../domain/limits.ts';
import { plainWords } from '../../domain/people/stop-words.ts';
import type { ReplySums } from '../../domain/report/report-views.ts';
import { startOfDay } from '../../domain/schedule/pacing.ts';
import { tally } from '../../domain/tally.ts';
import type { ReadDb } from '../database.ts';
import { type CampaignPart, isInPartSql, partValues } from './report-part.ts';

/** With one `min`, SQLite takes the other columns from its row: further replies do not count as other answers. */
const firstSql = (scope: CampaignPart) => `SELECT min(y.id), y.written_at_ms AS atMs, y.text FROM conversation k
    JOIN message m ON m.id = k.message_id JOIN recipient r ON r.id = m.recipient_id JOIN reply y ON y.message_id = k.message_id
  WHERE k.campaign_id = @campaignId AND ${isInPartSql('r', scope)} GROUP BY m.recipient_id`;

/** Replies of one or two words are counted by their words, however they are written; all longer ones together. */
export function readReplySums(db: ReadDb, scope: CampaignPart, timeZone: string): ReplySums {
  const days = new Map<number, number>();
  const words = new Map<string, number>();
  const forms = new Map<string, Map<string, number>>();
  let others = 0;
  for (const { atMs, text } of db.iterate<{ atMs: number; text: string }>(firstSql(scope), partValues(scope))) {
    tally(days, startOfDay(atMs, timeZone));
    const word = plainWords(text);
    if (word === '' || word.split(' ').length > limits.replyWordsCounted) others += 1;
    else {
      tally(words, word);
      const written = forms.get(word) ?? new Map<string, number>();
      forms.set(word, written);
      tally(written, asWritten(text));
    }
  }
  const sorted = [...words].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  const shown = sorted.slice(0, limits.splitValuesShown);
  for (const [, people] of sorted.slice(limits.splitValuesShown)) others += people;
  return {
    byDay: [...days].sort(([one], [other]) => one - other).map(([atMs, people]) => ({ atMs, people })),
    byWord: shown.map(([word, people]) => ({ word: usual(forms.get(word)) ?? word, people })),
    otherWords: others,
  };
}

/** "não" of "Não!!": with its accents, but without capitals and marks. */
function asWritten(text: string): string {
  const words = text.normalize('NFC').toLowerCase();
  return words.match(/[\p{L}\p{M}\p{N}'’]+/gu)?.join(' ') ?? words;
}

/** How most people wrote it. */
function usual(forms: ReadonlyMap<string, number> = new Map()): string | undefined {
  return [...forms].toSorted(([, one], [, other]) => other - one)[0]?.[0];
}
