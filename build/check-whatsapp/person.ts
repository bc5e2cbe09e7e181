import { createInterface } from 'node:readline/promises';
import { renderUnicodeCompact } from 'uqr';
import type { LinkState } from '../../domain/state/state.ts';
import type { Person } from './types.ts';

export function personAtTerminal(say: (line: string) => void): Person & {
  show(state: LinkState): void;
  close(): void;
} {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  let isLinking = false;
  const show = (state: LinkState) => {
    if (!isLinking) return;
    if (state.phase === 'qr')
      say(`${renderUnicodeCompact(state.qr)}\nScan this code: WhatsApp on your phone, Linked devices, Link a device.`);
    if (state.phase === 'ready') isLinking = false;
  };
  return {
    show,
    link: async (state) => {
      isLinking = true;
      show(state);
    },
    copies: async () => {
      const answer = await terminal.question(
        '        Open your own chat on the phone. How many new messages of “SendOnce check” does it show? ',
      );
      return /^\d+$/.test(answer.trim()) ? Number(answer) : null;
    },
    cutLine: async () => say('        Turn this computer’s Wi-Fi off now, or pull out its cable.'),
    restoreLine: async () => say('        Turn the Wi-Fi on again now.'),
    close: () => terminal.close(),
  };
}
