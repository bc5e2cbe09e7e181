import { account } from './chats/directory.ts';
import type { Connection } from './connection.ts';
import type { Envelope, Network } from './network.ts';

const shownMessages = 30;

const stateTexts: Readonly<Record<string, string>> = {
  UNPAIRED: 'Waiting to be linked. The practice phone scans the code by itself.',
  PAIRING: 'Linking',
  OPENING: 'Connecting',
  CONNECTED: `Linked as ${account.name}, +${account.wid.user}`,
  UNPAIRED_IDLE: 'The code has run out.',
  UNLAUNCHED: 'Starting',
  CONFLICT: 'Opened in another browser',
};

/** Shows the page's state and the messages that the simulated network took last. */
export function showScreen(connection: Connection, network: Network): void {
  const state = elementById('state');
  const list = elementById('messages');
  const showState = (): void => {
    state.textContent = stateTexts[connection.socket.state] ?? connection.socket.state;
  };
  connection.socket.on('change:state', showState);
  showState();
  network.on('taken', (envelope: Envelope) => {
    const item = document.createElement('li');
    item.textContent = `${envelope.chat.split('@')[0]}: ${envelope.caption || envelope.body}`;
    list.prepend(item);
    while (list.children.length > shownMessages) list.lastElementChild?.remove();
  });
}

function elementById(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}
