import { readdirSync } from 'node:fs';
import { makeRig, type Rig } from '../../support/dispatch-rig.ts';
import { everyMs } from '../../support/schedules.ts';
import { heapBytes } from '../garbage.ts';
import { phoneOf } from '../people.ts';
import { binding, type Figure } from './figures.ts';

const warmUpMessages = 100;
const gapMs = 200;

type Held = { readonly heapBytes: number; readonly handles: number };

/** The memory that sending holds at the end of a campaign, compared with that after its first hundred messages. */
export async function campaignGoals(messages: number): Promise<Figure[]> {
  const rig = makeRig();
  rig.start(
    Array.from({ length: messages }, (_, index) => phoneOf(index * 10)),
    'Hello {{first}}',
    everyMs(gapMs),
  );
  await passUntil(rig, warmUpMessages);
  const first = heldBy(rig);
  await passUntil(rig, messages);
  const last = heldBy(rig);
  rig.close();
  return [
    binding(`heap after a campaign of ${messages} ÷ after ${warmUpMessages}`, last.heapBytes / first.heapBytes, 1.05),
    binding(`handles after a campaign of ${messages} ÷ after ${warmUpMessages}`, last.handles / first.handles, 1.05),
  ];
}

async function passUntil(rig: Rig, sent: number): Promise<void> {
  while (rig.stores.queries.counts().sent < sent) await rig.clock.pass(warmUpMessages * gapMs);
}

/** The heap without garbage, and without what the rig keeps for tests. */
function heldBy({ messenger, states, told }: Rig): Held {
  for (const kept of [messenger.delivered, messenger.asked, messenger.lookedUp, states, told.messages, told.campaigns])
    kept.length = 0;
  return { heapBytes: heapBytes(), handles: openFiles() + process.getActiveResourcesInfo().length };
}

/** The number of open files and sockets; 0 where the system does not report it. */
function openFiles(): number {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return 0;
  }
}
