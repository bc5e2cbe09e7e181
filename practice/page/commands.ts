import type { ControlCommand, PageStatus } from '../protocol.ts';
import { digitsOf } from './directory.ts';
import { blockFor } from './effects.ts';
import type { PageParts } from './modules.ts';
import { receive, sendByHand } from './other-messages.ts';
import { createWid, type Wid } from './wid.ts';

/** Commands that take the page away are carried out after their answer is on its way. */
const answerFirstMs = 50;

/** Carries out what the journal server asks for. `setScenario` and `setField` outlive the document. */
export function createCommands(
  parts: PageParts,
  setScenario: (wid: Wid, scenario: number | null) => Promise<void>,
  setField: (field: '_serialized' | '$1') => Promise<void>,
): (command: ControlCommand) => Promise<unknown> {
  const { chatStore, connection, network, sender, journal } = parts;
  return async (command) => {
    switch (command.name) {
      case 'set_scenario':
        return setScenario(widOf(command.number), command.scenario);
      case 'scan':
        return connection.link();
      case 'logout_from_phone':
        return soon(() => void connection.logOut('phone'));
      case 'disconnect':
        return connection.socket.setState(command.state);
      case 'reconnect':
        return connection.socket.setState('CONNECTED');
      case 'reload':
        return soon(() => location.reload());
      case 'freeze':
        return soon(() => blockFor(command.ms));
      case 'release_outbox':
        return sender.flushOutbox('all');
      case 'set_message_key_field':
        await setField(command.field);
        return soon(() => location.reload());
      case 'receive':
        return receive(chatStore, journal, widOf(command.from), command.text);
      case 'send_by_hand':
        return sendByHand(chatStore, journal, widOf(command.to), command.text);
      case 'status':
        return {
          state: connection.socket.state,
          hasSynced: connection.socket.hasSynced,
          outbox: await sender.countOutbox(),
          taken: await network.countTaken(),
        } satisfies PageStatus;
    }
  };
}

/** The person's address, from digits with or without anything around them. */
function widOf(number: string): Wid {
  const wid = createWid(`${number.replace(/@.*$/, '').replace(/\D/g, '')}@c.us`);
  return createWid(`${digitsOf(wid)}@c.us`);
}

function soon(work: () => void): void {
  setTimeout(work, answerFirstMs);
}
