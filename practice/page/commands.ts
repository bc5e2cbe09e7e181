import type { ControlCommand, PageStatus } from '../protocol.ts';
import { digitsOf } from './chats/directory.ts';
import { listMembers } from './chats/members.ts';
import { receive, sendByHand } from './chats/other-messages.ts';
import { createWid, type Wid } from './chats/wid.ts';
import { shiftClock } from './clock.ts';
import { reload } from './connection.ts';
import type { PageParts } from './modules.ts';
import { blockFor, crash } from './sending/effects.ts';

/** A command that ends the page is carried out this long after its answer was sent. */
const answerFirstMs = 50;

/** Carries out the journal server's commands. `setScenario`, `setField` and `setVersion` outlive the document. */
export function createCommands(
  parts: PageParts,
  modules: Readonly<Record<string, unknown>>,
  setScenario: (wid: Wid, scenario: number | null) => Promise<void>,
  setField: (field: '_serialized' | '$1') => Promise<void>,
  setVersion: (version: string) => Promise<void>,
): (command: ControlCommand) => Promise<unknown> {
  const { chatStore, connection, network, sender, job, journal, restrictions } = parts;
  return async (command) => {
    switch (command.name) {
      case 'set_scenario':
        return setScenario(widOf(command.number), command.scenario);
      case 'scan':
        return connection.link();
      case 'use_passkey':
        return restrictions.asksCheck ? restrictions.answerCheck() : connection.takePasskey();
      case 'ask_check':
        return restrictions.askCheck();
      case 'logout_from_phone':
        return soon(() => void connection.logOut('phone', command.reason));
      case 'ban':
        connection.lose();
        connection.commands.trigger('account_temporarily_banned_from_bridge', {
          banned: true,
          code: 104,
          expire: 3_600,
          message: null,
          url: null,
        });
        return;
      case 'disconnect':
        return command.state === 'OPENING' ? connection.lose() : connection.block(command.state);
      case 'reconnect':
        return connection.reconnect(command.catchUpMs);
      case 'put_send_back':
        return sender.putBack();
      case 'lock_without_end':
        return restrictions.lockWithoutEnd(command.isOn);
      case 'end_catch_up':
        return connection.offlineDelivery.end();
      case 'restrict':
        return command.how === 'timelock' ? restrictions.lock(command.ms) : restrictions.cap(command.ms);
      case 'reload':
        return soon(reload);
      case 'change_address':
        history.pushState(null, '', '?chat=1');
        history.pushState(null, '', location.pathname);
        return;
      case 'answer_look_ups':
        network.lookUpAnswer = command.with;
        return;
      case 'hold_acks':
        return network.holdAcks(digitsOf(widOf(command.number)), command.isOn);
      case 'shift_clock':
        return shiftClock(command.byMs);
      case 'freeze':
        return soon(() => blockFor(command.ms));
      case 'crash':
        return soon(crash);
      case 'hang':
        return soon(() => blockFor(Number.POSITIVE_INFINITY));
      case 'release_outbox':
        return job.flushOutbox('all');
      case 'set_version':
        await setVersion(command.version);
        return soon(reload);
      case 'set_message_key_field':
        await setField(command.field);
        return soon(reload);
      case 'receive':
        return receive(parts, widOf(command.from), command.text, command.isUnheard);
      case 'send_by_hand':
        return sendByHand(chatStore, journal, widOf(command.to), command.text);
      case 'send_in_window':
        await sender.sendInWindow(await chatStore.openChat(widOf(command.to)), command.text);
        return;
      case 'list_members':
        return listMembers(modules);
      case 'status':
        return {
          state: connection.socket.state,
          stream: connection.socket.stream,
          hasSynced: connection.socket.hasSynced === true,
          isCaughtUp: connection.offlineDelivery.isOver(),
          lockAsked: restrictions.asked,
          outbox: await job.countOutbox(),
          taken: await network.countTaken(),
        } satisfies PageStatus;
    }
  };
}

/** The person's address, from a number in any notation. */
function widOf(number: string): Wid {
  const wid = createWid(`${number.replace(/@.*$/, '').replace(/\D/g, '')}@c.us`);
  return createWid(`${digitsOf(wid)}@c.us`);
}

function soon(work: () => void): void {
  setTimeout(work, answerFirstMs);
}
