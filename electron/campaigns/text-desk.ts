import type { SavedTexts } from '../../db/saved-texts.ts';
import type { CommandInput, CommandResult, SavedText } from '../../domain/contract.ts';
import { fail, succeed } from '../../domain/result.ts';
import type { Clock } from '../ports.ts';

const nameTaken: CommandResult<never> = fail({ code: 'name_taken', detail: '' });

/** What the operator does with texts that are kept for further campaigns. Each answer has all that are kept then. */
export class TextDesk {
  readonly #texts: SavedTexts;
  readonly #clock: Clock;

  constructor(texts: SavedTexts, clock: Clock) {
    this.#texts = texts;
    this.#clock = clock;
  }

  all(): CommandResult<SavedText[]> {
    return succeed(this.#texts.all());
  }

  /** Never puts a text in place of another by itself: `replaces` is the operator's word that it is meant. */
  save({ name, text, replaces }: CommandInput<'campaign:saveText'>): CommandResult<SavedText[]> {
    const taken = this.#texts.named(name);
    if (taken && !replaces) return nameTaken;
    const nowMs = this.#clock.nowMs();
    if (taken) this.#texts.replace(taken.id, text, nowMs);
    else this.#texts.add(name.trim(), text, nowMs);
    return this.all();
  }

  rename({ id, name }: CommandInput<'campaign:renameText'>): CommandResult<SavedText[]> {
    const taken = this.#texts.named(name);
    if (taken && taken.id !== id) return nameTaken;
    this.#texts.rename(id, name.trim());
    return this.all();
  }

  delete(id: number): CommandResult<SavedText[]> {
    this.#texts.delete(id);
    return this.all();
  }
}
