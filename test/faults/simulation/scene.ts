import { takeInstanceLock } from '../../../db/folder/instance-lock.ts';
import { limits } from '../../../domain/limits.ts';
import { FakeClock, settle } from '../../support/fake-clock.ts';
import { startMs } from '../../support/temporary-database.ts';
import { asAccounts } from './accounts-operator.ts';
import { AppProcess, type World } from './app-process.ts';
import type { Disk } from './disk.ts';
import { Faults, isPlanned } from './faults.ts';
import { asOperator } from './operator.ts';
import { noteLateWaiting } from './own-times-oracle.ts';
import { other, own } from './people.ts';
import type { Command, Plan } from './plan.ts';
import { turnTo } from './series.ts';
import type { Weakness } from './weakness.ts';
import { SimulatedWhatsApp, type WhatAFolderKnows } from './whatsapp.ts';

/** Commands that need no running app. Before all others it is started if it is not running. */
const withoutApp: ReadonlySet<Command['do']> = new Set([
  'pass',
  'jump',
  'sleep',
  'ack',
  'release',
  'late_gate',
  'fault',
  'crash',
  'restore',
  'put_back',
  'move_data',
  'second_copy',
  'link',
  'look_ups',
  'link_account',
  'restrict',
  'log_out',
  'word_across',
  'gate_across',
  'leave_across',
]);

/** One installation, its operator, and its WhatsApp, while a plan is carried out. */
export class Scene {
  readonly world: World;
  readonly told = { starts: 0, crashes: 0, restores: 0 };
  #app: AppProcess | null = null;
  /** The state of the world when each of the disk's backups was made. */
  readonly #backedUp: WhatAFolderKnows[] = [];

  constructor(disk: Disk, { outcomes, accounts = 1 }: Plan, weakness: Weakness | null) {
    disk.reset();
    let tokens = 0;
    const newToken = () => {
      tokens += 1;
      return `token-${tokens}`.padEnd(40, '-');
    };
    const whatsapp = new SimulatedWhatsApp(outcomes, accounts, weakness?.takesBeforeTheAnswer ?? false);
    this.world = { disk, whatsapp, weakness, newToken, clock: new FakeClock(startMs), faults: new Faults() };
  }

  get app(): AppProcess | null {
    return this.#app?.isAlive ? this.#app : null;
  }

  async play(command: Command): Promise<void> {
    const before = this.app;
    this.#noteClock();
    try {
      if (!this.app && !withoutApp.has(command.do)) this.#start();
      await this.#carryOut(command);
    } catch (error) {
      // What a process does after its end fails, because its database is closed.
      if (!isPlanned(error) && this.app) throw error;
    }
    await settle();
    this.#noteClock();
    if (before !== null && before === this.app && command.do === 'pass')
      noteLateWaiting(before, this.world.whatsapp, command.ms);
    if (this.#app && !this.#app.isAlive) this.#forget();
  }

  #noteClock(): void {
    const { whatsapp, clock } = this.world;
    whatsapp.latestClockMs = Math.max(whatsapp.latestClockMs, clock.nowMs());
  }

  close(): void {
    this.#app?.die();
  }

  #start(): void {
    this.told.starts += 1;
    const app = this.#startedApp();
    this.#app = app;
    const { whatsapp } = this.world;
    whatsapp.process = app;
    // After a restore the alarm is known only if the restored database contains it.
    for (const one of whatsapp.taken) if (!one.isThroughGate) one.isAlarmed = app.isContradicted(one.random);
    app.begin();
  }

  /** The app must start with whatever is on the disk. */
  #startedApp(): AppProcess {
    try {
      return new AppProcess(this.world);
    } catch (error) {
      if (!isPlanned(error)) this.world.whatsapp.harms.push(`the app does not start: ${error}`);
      throw error;
    }
  }

  #forget(): void {
    this.told.crashes += 1;
    this.#app = null;
    this.world.whatsapp.process = null;
  }

  async #carryOut(command: Command): Promise<void> {
    const { clock, whatsapp, faults } = this.world;
    switch (command.do) {
      case 'pass':
        return clock.pass(command.ms);
      case 'jump':
        return clock.jumpMs(command.ms);
      case 'sleep':
        return clock.sleepMs(command.ms);
      case 'turn':
        return turnTo(this.app, clock, command.to);
      case 'ack':
        return this.#acknowledge(command);
      case 'release':
        return this.#release(command);
      case 'late_gate':
        return whatsapp.endHanging(command.which);
      case 'fault':
        return faults.arm(command);
      case 'crash':
        return this.#app?.die();
      case 'quit':
        return this.#quit();
      case 'back_up':
        return this.#backUp();
      case 'restore':
      case 'put_back':
      case 'move_data':
        return this.#restore(command);
      case 'look_ups':
        whatsapp.lookUpsSay = command.say;
        return;
      case 'second_copy':
        return this.#startSecondCopy();
      case 'link':
        return this.#link(command.to);
      case 'start':
        return;
      case 'link_account':
      case 'restrict':
      case 'log_out':
      case 'resume_account':
      case 'let_go':
      case 'bring_back':
      case 'move_people':
      case 'word_across':
      case 'gate_across':
      case 'leave_across':
        return asAccounts(this.app, this.world, command);
      default:
        if (this.app) await asOperator(this.app, whatsapp, clock.nowMs(), command);
    }
  }

  #backUp(): void {
    const { disk, whatsapp } = this.world;
    if (!this.#app) return;
    disk.backUp(this.#app.stores.db.sqlite);
    this.#backedUp.push({ taken: whatsapp.taken.length, reported: whatsapp.reported.length });
  }

  #restore(command: Extract<Command, { do: 'restore' | 'put_back' | 'move_data' }>): void {
    const { disk, whatsapp, weakness } = this.world;
    const { which } = command;
    if (!disk.hasBackup) return;
    this.#app?.die();
    disk.restore(which);
    if (command.do === 'put_back' || (command.do === 'restore' && weakness?.restoresLedger)) disk.restoreLedger(which);
    if (command.do === 'move_data') disk.replaceLedger(command.key);
    if (command.do === 'put_back') whatsapp.forgetSince(this.#backedUp[which % this.#backedUp.length]);
    else whatsapp.stopped.clear();
    this.told.restores += 1;
  }

  #acknowledge({ which, ack, how }: Extract<Command, { do: 'ack' }>): void {
    const { whatsapp } = this.world;
    const taken = whatsapp.taken[which % Math.max(1, whatsapp.taken.length)];
    if (!taken) return;
    const { random, remote } = taken;
    if (how === 'wrong_chat') whatsapp.tell({ random, remote: '447700900999@c.us', fromMe: true, ack });
    else if (how === 'not_ours') whatsapp.tell({ random, remote, fromMe: false, ack });
    else whatsapp.tellTruth(taken, ack);
  }

  #release({ which, to }: Extract<Command, { do: 'release' }>): void {
    const held = this.world.whatsapp.taken.filter((one) => one.place === 'outbox');
    const taken = held[which % Math.max(1, held.length)];
    if (taken) taken.place = to;
  }

  async #quit(): Promise<void> {
    const { app } = this;
    if (!app) return;
    const stopped = app.accounts.stop();
    await this.world.clock.pass(limits.quitDrainMs + 1);
    if (app.isAlive) await stopped;
    app.accounts.stopReading();
    app.die();
  }

  #startSecondCopy(): void {
    const lock = takeInstanceLock(this.world.disk.folders.instanceLock);
    if (lock && this.app) this.world.whatsapp.violations.push('a second copy of the app was let in');
    if (!lock && !this.app) this.world.whatsapp.violations.push('the lock of a process that ended still stands');
    lock?.release();
  }

  #link(to: 'own' | 'other' | 'none'): void {
    this.world.whatsapp.pageOf(1).linked = to === 'none' ? null : to === 'own' ? own : other;
    this.app?.accept(1);
    if (to !== 'none') this.app?.atWork(1)?.reconciliation.readAll();
    this.app?.accounts.nudge();
  }
}
