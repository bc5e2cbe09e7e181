import type { WhatsAppCheck } from '../../domain/contract.ts';
import type { Account } from '../../domain/state.ts';
import type { ChatMessage, LookUp } from '../ports.ts';
import type { PageWindow } from './page-types.ts';

/** Runs in the page: whether the send gate stands around the very function through which messages leave. */
export const gateStandsInPage = (): boolean => {
  const page = window as unknown as PageWindow;
  const gate = page.sendOnceGate;
  return gate !== undefined && page.require('WAWebSendMsgChatAction').addAndSendMsgToChat === gate.wrapper;
};

type Checkable = {
  account(): Account | null;
  gateStands(): Promise<boolean>;
  lookUp(phone: string): Promise<LookUp>;
  readChat(chatId: string, most: number, sinceMs: number | null): Promise<readonly ChatMessage[] | null>;
};

/** Tries everything that sending needs, on the linked account itself, without messaging anybody. */
export async function checkWhatsApp(session: Checkable): Promise<WhatsAppCheck[]> {
  const account = session.account();
  const link: WhatsAppCheck = { what: 'link', isFine: account !== null, detail: '' };
  if (!account) return [link];
  const stands = await session.gateStands();
  const found = await session.lookUp(account.phone);
  const ids = found.kind === 'registered' ? [found.chatId, ...found.ids] : [];
  const chat = await session.readChat(account.id, 1, null);
  return [
    link,
    { what: 'gate', isFine: stands, detail: '' },
    { what: 'look_up', isFine: found.kind === 'registered', detail: found.kind === 'unavailable' ? found.why : '' },
    { what: 'ids', isFine: ids.includes(account.id), detail: '' },
    { what: 'history', isFine: chat !== null, detail: '' },
  ];
}
