import * as s from './state.ts';
import { has, step, type World } from './world.ts';

/** The possible next steps of one process of the team in one state. */
export class MemberSteps {
  readonly #world: World;
  readonly #state: s.State;
  readonly #process: s.Process;
  readonly #place: number;
  readonly #mine: readonly number[];
  /** The token at work; -1 where there is none. */
  readonly #token: number;

  constructor(world: World, state: s.State, process: s.Process) {
    this.#world = world;
    this.#state = state;
    this.#process = process;
    this.#place = s.placeOf(process);
    this.#mine = world.tokensKnownTo[process] ?? [];
    this.#token = this.#own(s.atWork) - 1;
  }

  *all(): Generator<s.Step> {
    if (this.#own(s.up) === 0) {
      if (this.#own(s.known) > 0) yield this.#starts();
      return;
    }
    yield* this.#breaks();
    yield* this.#begins();
    yield* this.#asks();
    yield* this.#sends();
    yield* this.#tells();
  }

  #own(what: number): number {
    return s.at(this.#state, this.#place + what);
  }

  #go(label: string, change: (next: s.State) => void, fault: 'crashA' | 'crashB' | null = null): s.Step {
    return step(this.#state, `${'ABC'[this.#process]} ${label}`, fault, change);
  }

  readonly #close = (next: s.State): void => {
    next[this.#place + this.#token] = s.closed;
    next[this.#place + s.atWork] = 0;
  };

  #isOfThisRun(token: number): boolean {
    return ((this.#own(s.ofThisRun) >> token) & 1) === 1;
  }

  /** SQLite's own fence: no other attempt of this computer is open or has passed. */
  get #isAlone(): boolean {
    return this.#mine.every((token) => token === this.#token || ![s.open, s.passed].includes(this.#own(token)));
  }

  /** An open attempt never passed, so nothing of it left. It is closed here; in the team's database it stays. */
  #starts(): s.Step {
    return this.#go('starts', (next) => {
      next[this.#place + s.up] = 1;
      for (const token of this.#mine) {
        const was = s.at(next, this.#place + token);
        if (was === 0 || was >= s.passed) continue;
        if (this.#world.is('grant-of-earlier-run') && was === s.granted) next[this.#place + s.atWork] = token + 1;
        else next[this.#place + token] = s.closed;
      }
    });
  }

  *#breaks(): Generator<s.Step> {
    const crash = this.#process === 0 ? 'crashA' : 'crashB';
    if (this.#process < 2 && has(this.#state, crash))
      yield this.#go('crashes', (next) => void next.fill(0, this.#place + s.up, s.placeOf(this.#process + 1)), crash);
    if (this.#own(s.connected) > 0) yield this.#go('is cut off', (next) => s.set(next, this.#place + s.connected, 0));
    else yield this.#go('connects', (next) => this.#connect(next));
  }

  #connect(next: s.State): void {
    const world = this.#world;
    const isOther = !world.is('no-identity') && s.at(next, s.identity) !== this.#own(s.known);
    const isGone = !world.is('no-seen') && (this.#own(s.seen) & ~s.rowsIn(next)) !== 0;
    if (isOther || isGone) {
      if (s.at(next, s.held) === 0) next[s.told] = 0;
      next[s.held] = 1;
    }
    if (s.at(next, s.held) > 0) this.#tellLost(next);
    if (world.is('give-back-unknown'))
      for (const token of this.#mine)
        if (s.at(next, token) === s.reserved && this.#own(token) === 0) next[token] = s.notSent;
    next[this.#place + s.connected] = 1;
    next[this.#place + s.known] = s.at(next, s.identity);
    next[this.#place + s.seen] = s.rowsIn(next);
    next[this.#place + s.heard] = s.at(next, s.stopped);
    // A grant that arrived over a lost connection is not used.
    const isKept = world.is('kept-over-a-cut') || world.is('grant-of-earlier-run');
    if (this.#token >= 0 && this.#own(this.#token) >= s.granted && !isKept) this.#close(next);
  }

  /** All tokens that it ever asked for, without those that this very run gave up. */
  #tellLost(next: s.State): void {
    for (const token of this.#mine) {
      const was = this.#own(token);
      if (s.at(next, token) > 0 || was === 0) continue;
      const isUntold = was === s.closed && (this.#isOfThisRun(token) || this.#world.is('closed-untold'));
      if (!isUntold) next[token] = was === s.passed ? s.sent : s.reserved;
    }
    s.setBits(next, s.told, this.#world.bitOf(this.#process));
    if (s.at(next, s.told) !== this.#world.everybody) return;
    next[s.held] = 0;
    next[s.told] = 0;
  }

  *#begins(): Generator<s.Step> {
    if (this.#token >= 0) return;
    const asksNoMore = this.#world.scenario.imageAtWork && this.#process === 0 && s.at(this.#state, s.hasImage) > 0;
    const mayBegin = this.#own(s.connected) > 0 && this.#isAlone;
    const fresh = (s.tokensOf[this.#process] ?? []).find((token) => ((s.at(this.#state, s.drawn) >> token) & 1) === 0);
    if (mayBegin && !asksNoMore && fresh !== undefined)
      yield this.#go(`intends ${fresh}`, (next) => {
        next[this.#place + s.atWork] = fresh + 1;
        s.setBits(next, this.#place + s.ofThisRun, 1 << fresh);
        s.setBits(next, s.drawn, 1 << fresh);
        if (!this.#world.is('no-intent')) next[this.#place + fresh] = s.intended;
      });
    if (mayBegin && this.#world.is('first-version'))
      for (const token of s.tokensOf[this.#process] ?? [])
        if (this.#own(token) === s.closed && this.#isOfThisRun(token))
          yield this.#go(`asks again for ${token}`, (next) => {
            next[this.#place + s.atWork] = token + 1;
            next[this.#place + token] = s.intended;
          });
  }

  *#asks(): Generator<s.Step> {
    const token = this.#token;
    if (token < 0 || this.#own(token) >= s.granted) return;
    const world = this.#world;
    const knows = world.is('no-identity') || s.at(this.#state, s.identity) === this.#own(s.known);
    const isOpen = s.at(this.#state, s.held) === 0 || world.is('hold-ignored');
    if (this.#own(s.connected) > 0 && knows && isOpen) {
      const again = world.is('queue-again-here') ? this.#closedHere(token) : [];
      if (this.#isRefused(token, again)) yield this.#go('is refused', this.#close);
      else {
        const reserve = (next: s.State) => {
          for (const one of again) next[one] = s.notSent;
          if (s.at(next, token) === 0) next[token] = s.reserved;
        };
        yield this.#go(`reserves ${token}`, (next) => {
          reserve(next);
          next[this.#place + token] = s.granted;
          next[this.#place + s.seen] = s.rowsIn(next);
        });
        yield this.#go(`reserves ${token}, answer lost`, (next) => {
          reserve(next);
          next[this.#place + s.connected] = 0;
        });
      }
    }
    yield this.#go('gives up asking', this.#close);
  }

  #closedHere(token: number): number[] {
    const isClosed = (one: number) => s.at(this.#state, one) === s.reserved && this.#own(one) === s.closed;
    return this.#mine.filter((one) => one !== token && isClosed(one));
  }

  #isRefused(token: number, again: readonly number[]): boolean {
    const isMine = (one: number) => this.#world.is('fence-by-account') && this.#mine.includes(one);
    const isTaken = s.rowsOfTokens.some(
      (one) => one !== token && s.isLive(this.#state, one) && !again.includes(one) && !isMine(one),
    );
    const isGivenBack = s.at(this.#state, token) === s.notSent;
    return (isTaken && !this.#world.is('no-fence')) || isGivenBack || s.at(this.#state, s.stopped) > 0;
  }

  *#sends(): Generator<s.Step> {
    const token = this.#token;
    const own = token < 0 ? 0 : this.#own(token);
    const mayClaim = own === s.granted || (own < s.granted && this.#world.is('claim-unanswered'));
    if (token >= 0 && this.#isAlone && mayClaim)
      yield this.#go('claims', (next) => s.set(next, this.#place + token, s.open));
    const isYoung = this.#own(s.connected) > 0 || this.#world.is('stale-gate');
    if (own === s.open && isYoung && this.#own(s.heard) === 0)
      yield this.#go('passes the gate', (next) => {
        next[this.#place + token] = s.passed;
        next[this.#place + s.atWork] = 0;
        s.raise(next, s.copies);
        s.setBits(next, s.senders, this.#world.bitOf(this.#process));
        if (s.at(next, s.stopped) === 2) next[s.late] = 1;
      });
    if (token >= 0 && own >= s.granted) yield this.#go('closes', this.#close);
  }

  *#tells(): Generator<s.Step> {
    if (this.#own(s.connected) === 0) return;
    const world = this.#world;
    for (const token of this.#mine) {
      const own = this.#own(token);
      if (own === s.passed && s.at(this.#state, token) !== s.sent)
        yield this.#go(`tells ${token} sent`, (next) => s.set(next, token, s.sent));
      const isClosed = own === s.closed && (this.#isOfThisRun(token) || world.is('give-back-after-start'));
      const isUnclosed = token === this.#token && own < s.open && world.is('give-back-unclosed');
      const isReserved = s.at(this.#state, token) === s.reserved;
      if ((isClosed || isUnclosed) && isReserved && !world.is('first-version'))
        yield this.#go(`gives back ${token}`, (next) => s.set(next, token, s.notSent));
    }
  }
}
