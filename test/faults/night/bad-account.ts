import type { AccountView } from '../../../domain/contract.ts';
import type { BuiltApp } from '../../support/built-app.ts';
import { until } from '../../support/until.ts';
import { control } from './faults.ts';

const lockMs = 60 * 60_000;
const pollMs = 100;

type BadAccountParts = {
  /** The id of the account. */
  readonly place: number;
  readonly people: number;
  /** Sets the scenarios of its page again, which the page forgets with the login. */
  readonly setScenes: (place: number) => Promise<void>;
  readonly tell: (line: string) => void;
};

/**
 * The one account of several that has a bad night: WhatsApp restricts it and lifts the restriction; its phone logs it
 * out and links it again. A person with that phone presses twice to resume it, and nobody does anything else.
 */
export class BadAccount {
  readonly #app: BuiltApp;
  readonly #parts: BadAccountParts;
  /** Whether the account is paused now. */
  isAway = false;
  isDone = false;

  constructor(app: BuiltApp, parts: BadAccountParts) {
    this.#app = app;
    this.#parts = parts;
  }

  async run(isOver: () => boolean): Promise<void> {
    const { people, tell } = this.#parts;
    const steps = [
      { at: 0.1, name: 'WhatsApp restricts one account', isAway: true, take: () => this.#restrict() },
      { at: 0.3, name: 'it lifts that, and the account goes on', isAway: false, take: () => this.#goOn() },
      { at: 0.45, name: 'its phone logs it out', isAway: true, take: () => this.#logOut() },
      { at: 0.65, name: 'the same phone links it again', isAway: false, take: () => this.#linkAgain() },
    ];
    for (const { at, name, isAway, take } of steps) {
      await until(() => isOver() || this.#app.journal.messages().length >= at * people, pollMs, Infinity);
      if (isOver()) return;
      tell(`${this.#app.journal.messages().length} taken: ${name}`);
      if (isAway) this.isAway = true;
      await take();
      this.isAway = isAway;
    }
    this.isDone = true;
  }

  async #restrict(): Promise<void> {
    await control(this.#app, { name: 'restrict', how: 'timelock', ms: lockMs }, this.#parts.place);
    await this.#until(({ dispatcher }) => dispatcher.kind === 'paused' && dispatcher.reason === 'restricted');
  }

  async #goOn(): Promise<void> {
    await control(this.#app, { name: 'restrict', how: 'timelock', ms: null }, this.#parts.place);
    await this.#resume();
  }

  async #logOut(): Promise<void> {
    await control(this.#app, { name: 'logout_from_phone' }, this.#parts.place);
    await this.#until(({ link, dispatcher }) => link.phase === 'qr' && dispatcher.kind === 'paused');
  }

  async #linkAgain(): Promise<void> {
    const { place, setScenes } = this.#parts;
    // Its new page must have the computer's clock too.
    const byMs = (await this.#app.running.evaluate(() => Date.now(), undefined)) - Date.now();
    await control(this.#app, { name: 'shift_clock', byMs }, place);
    await setScenes(place);
    await control(this.#app, { name: 'scan' }, place);
    await this.#until(({ link }) => link.phase === 'ready');
    await this.#resume();
  }

  async #resume(): Promise<void> {
    await this.#app.call('dispatcher:resume', { account: this.#parts.place });
    await this.#until(({ dispatcher }) => dispatcher.kind !== 'paused');
  }

  async #until(fits: (account: AccountView) => boolean): Promise<void> {
    await until(async () =>
      (await this.#app.overview()).accounts.some((one) => one.id === this.#parts.place && fits(one)),
    );
  }
}
