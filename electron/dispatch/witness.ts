import type { Queue } from '../../db/messages/queue.ts';
import type { LookUp } from '../ports.ts';

/** Who was found at WhatsApp in the same moment: a known number, else our own, which it may know without asking. */
export type Witness = 'stranger' | 'own' | 'none';

type Asking = {
  readonly queue: Queue;
  readonly ask: (phone: string) => Promise<LookUp>;
  /** How often in a row nobody answered: one witness may have left WhatsApp, so it is another's turn each time. */
  readonly tries: number;
};

/** Asks for a witness to what is said of a number. What was found before witnesses nothing now: somebody is asked for anew. */
export async function askWitness({ queue, ask, tries }: Asking, phone: string, own: string): Promise<Witness> {
  const strangers = queue.foundBefore(own, phone);
  const stranger = strangers[tries % strangers.length];
  const asked = await ask(stranger ?? own);
  if (asked.kind !== 'registered') return 'none';
  return stranger === undefined ? 'own' : 'stranger';
}
