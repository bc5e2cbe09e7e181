import type { AppProcess } from './app-process.ts';
import type { Entry } from './people.ts';
import type { SimulatedWhatsApp } from './whatsapp.ts';

/** Every id under which a person may write. */
export const idsOf = ({ chatId, lid }: Entry): string[] => (lid === null ? [chatId] : [chatId, lid]);

/** A person asks to stop, whether or not a campaign ever wrote to them. */
export function hearStop(app: AppProcess, whatsapp: SimulatedWhatsApp, ids: readonly string[]): void {
  app.stores.stops.add({ ids, text: 'STOP', stopWord: 'stop', waKey: null, atMs: app.nowMs() });
  for (const id of ids) whatsapp.stopped.add(id);
}

/** The operator decides about everybody who asked. */
export function decideStops(
  { stores: { stops, doNotContact, campaigns } }: AppProcess,
  whatsapp: SimulatedWhatsApp,
  { answer, nowMs }: { readonly answer: 'add' | 'dismiss'; readonly nowMs: number },
): void {
  for (const { id, phone } of stops.proposals()) {
    if (answer === 'add' && phone !== null) doNotContact.add(phone, '', nowMs);
    stops.answer(id, answer === 'add' ? 'added' : 'dismissed', nowMs);
  }
  if (answer === 'dismiss') whatsapp.stopped.clear();
  stops.settle(nowMs);
  campaigns.finishDone(nowMs);
}
