import type { AppProcess } from './app-process.ts';
import { book, type Entry, familyOf, spellingOf } from './people.ts';
import type { Hanging, SimulatedWhatsApp } from './whatsapp.ts';

/** A person has a text from another computer, and this computer was told so. */
export type Reported = {
  readonly spelling: string;
  readonly family: string;
  readonly fileHash: string | null;
  /** The draft that it was imported for: there alone a declared repeat counts, any other text wherever it is first. */
  readonly campaign: string;
  readonly isRepeat: boolean;
  /** How many messages had left when the report was imported. Those before it could not know of it. */
  readonly after: number;
};

/** Imports the report as the screen does, and records what is then known about the world. */
export function takeIn(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  { id, people }: { id: number; people: readonly Entry[] },
): void {
  const row = app.stores.campaigns.get(id);
  if (!row) return;
  const known = people.map(
    (entry): Reported => ({
      spelling: spellingOf(entry),
      // Reports are imported for texts with words of their own; these read the same for everybody but for the name.
      family: familyOf(row.text.replace('{{first}}', entry.names[0]).replace('{{First | friend}}', entry.names[0])),
      fileHash: row.attachmentHash,
      campaign: row.uid,
      isRepeat: row.repeat > 0,
      after: whatsapp.taken.length,
    }),
  );
  const done = app.countAsHaving(
    id,
    people.map(({ phone }) => phone),
  );
  if (done.ok) whatsapp.reported.push(...known);
}

/** While a message is on its way to the gate, a report arrives that names its person, perhaps in another spelling. */
export async function importMeanwhile(
  app: AppProcess,
  whatsapp: SimulatedWhatsApp,
  { entry, facts }: Pick<Hanging, 'entry' | 'facts'>,
): Promise<void> {
  const sent = app.stores.db.sqlite.prepare(`SELECT text, attachment_hash AS fileHash FROM campaign WHERE uid = ?`);
  const { text, fileHash } = (sent.get(facts.campaign) ?? {}) as { text?: string; fileHash?: string | null };
  if (!entry || text === undefined) return;
  const made = app.campaign.create('Campaign of another computer');
  if (!made.ok) return;
  const { id } = made.value;
  await app.campaign.update({ id, text });
  app.campaign.setAttachment(id, fileHash ? { hash: fileHash, fileName: 'map.txt' } : null);
  takeIn(app, whatsapp, { id, people: book.filter((one) => spellingOf(one) === spellingOf(entry)).slice(-1) });
}
