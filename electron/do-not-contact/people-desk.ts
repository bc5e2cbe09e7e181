import type { DoNotContactList } from '../../db/do-not-contact.ts';
import type { Replies } from '../../db/replies.ts';
import type { CommandInput, CommandOutput, CommandResult, StopProposal } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { fail, succeed } from '../../domain/result.ts';
import type { Settings } from '../../domain/settings.ts';
import { findStopWord } from '../../domain/stop-words.ts';
import type { FileDesk } from '../files/file-desk.ts';
import type { Clock, IncomingMessage } from '../ports.ts';

export type PeopleDeskParts = {
  readonly doNotContact: DoNotContactList;
  readonly replies: Replies;
  readonly files: Pick<FileDesk, 'readNumbers'>;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly onMessages: (ids: readonly number[]) => void;
  /** The list changed, and with it who may be queued again. */
  readonly onList: () => void;
  /** How many people wrote a stop word and wait for a decision. */
  readonly onProposals: (open: number) => void;
};

/** Who wants no more messages: the list, and the replies that may be about it. Nobody gets onto the list by machine. */
export class PeopleDesk {
  readonly #parts: PeopleDeskParts;

  constructor(parts: PeopleDeskParts) {
    this.#parts = parts;
  }

  /**
   * A message from a person, which counts once however often its event comes. Of people to whom no campaign wrote
   * nothing is kept.
   */
  receive({ ids, text, waKey }: IncomingMessage): void {
    const { replies, clock, settings, onMessages, onProposals } = this.#parts;
    const kept = text.slice(0, limits.replyCharacters);
    const stopWord = findStopWord(kept, settings().stopWords);
    const messageId = replies.add({ ids, text: kept, waKey, stopWord, atMs: clock.nowMs() });
    if (messageId === null) return;
    onMessages([messageId]);
    if (stopWord !== null) onProposals(this.proposals().length);
  }

  list(): CommandOutput<'doNotContact:list'> {
    return this.#parts.doNotContact.list();
  }

  add(phone: string, note: string): CommandResult<{ phone: string }> {
    this.#parts.doNotContact.add(phone, note, this.#parts.clock.nowMs());
    this.#parts.onList();
    return succeed({ phone });
  }

  remove(phone: string): void {
    this.#parts.doNotContact.remove(phone);
    this.#parts.onList();
  }

  /** Those who are on the list meanwhile, by whatever way, are not asked about. */
  proposals(): StopProposal[] {
    const { replies, doNotContact } = this.#parts;
    return replies.proposals().filter(({ phone }) => !doNotContact.isBlocked(phone));
  }

  answer({ id, answer }: CommandInput<'doNotContact:answer'>): CommandResult<StopProposal[]> {
    const { replies, doNotContact, clock, onList, onProposals } = this.#parts;
    const proposal = this.proposals().find((one) => one.id === id);
    if (!proposal) return fail({ code: 'not_found', detail: '' });
    // The list first: a crash in between asks again, and never forgets a person who said stop.
    if (answer === 'add') {
      doNotContact.add(proposal.phone, proposal.text.slice(0, limits.noteCharacters), clock.nowMs());
      onList();
    }
    replies.answer(id, answer === 'add' ? 'added' : 'dismissed', clock.nowMs());
    const left = this.proposals();
    onProposals(left.length);
    return succeed(left);
  }

  async importFile(uploadId: string): Promise<CommandResult<CommandOutput<'doNotContact:import'>>> {
    const { files, doNotContact, clock, onList } = this.#parts;
    const read = await files.readNumbers(uploadId);
    if (!read.ok) return read;
    const { numbers, cannotBeUsed } = read.value;
    const added = doNotContact.addAll(numbers, clock.nowMs());
    onList();
    return succeed({ added, known: numbers.length - added, cannotBeUsed });
  }
}
