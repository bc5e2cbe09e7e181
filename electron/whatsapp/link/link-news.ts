import type { WhatsAppClient } from '../client.ts';
import { CodeWords, QrWords, StateWord } from '../page/page-words.ts';

type LinkNewsParts = {
  readonly onQr: (qr: string) => void;
  readonly onCode: (code: string) => void;
  /** Called when the page is linked and loads its data; with the percentage, where the page gives one. */
  readonly onSync: (percent: number | null) => void;
  readonly onReady: () => void;
  readonly onSocket: (state: string) => void;
  /** Called when the link has ended, with WhatsApp's word for why. */
  readonly onEnd: (reason: string) => void;
};

/** Listens to the library's events about the link. Their words come from the page: only codes are kept. */
export function listenToLink(client: WhatsAppClient, parts: LinkNewsParts): void {
  client.on('qr', (said: unknown) => {
    const qr = QrWords.safeParse(said);
    if (qr.success) parts.onQr(qr.data);
  });
  client.on('code', (said: unknown) => {
    const code = CodeWords.safeParse(said);
    if (code.success) parts.onCode(code.data);
  });
  client.on('loading_screen', (percent: unknown) => parts.onSync(Number(percent)));
  client.on('authenticated', () => parts.onSync(null));
  client.on('ready', () => parts.onReady());
  client.on('change_state', (said: unknown) => parts.onSocket(StateWord.catch('').parse(said)));
  client.on('disconnected', (said: unknown) => parts.onEnd(StateWord.catch('').parse(said)));
}
