import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCheck } from '../../../build/check-whatsapp/run-check.ts';
import type { CheckParts } from '../../../build/check-whatsapp/types.ts';
import { defaultSettings } from '../../../domain/settings.ts';
import type { LookUp } from '../../../electron/ports.ts';
import { Checks, type ChecksParts } from '../../../electron/whatsapp/check/checks.ts';
import { helpfulModules } from '../../../electron/whatsapp/page/modules.ts';
import type { TrialEnd } from '../../../electron/whatsapp/trial.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { granted } from '../../support/granted.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

const account = { id: '447700900118@c.us', phone: '+447700900118', name: 'Olivia' };
const fine = {
  userAgent: 'Chrome/150.0.0.0',
  brands: ['Chromium 150'],
  version: '2.3000.1042000000',
  missing: [],
  keyField: '$1',
  idField: '$1',
  saysKey: true,
  saysId: true,
  canWrapSend: true,
  canWrapEncryption: true,
  hasLid: true,
  standing: null,
};
const found: LookUp = { kind: 'registered', chatId: account.id, ids: [account.id] };
/** As a person's chat or an error of WhatsApp may say it. */
const secret = 'No LID for Olivia, +44 7700 900 118 (447700900118@c.us): at the dentist';
const holds: TrialEnd = { kind: 'holds' };

type Session = Parameters<Checks['run']>[0];
function makeChecks(session: Partial<Session> = {}, sendTest: ChecksParts['sendTest'] = async () => 'sent') {
  const { folder, remove } = temporaryFolder();
  onTestFinished(remove);
  const path = join(folder, 'check.json');
  const checked: Session = {
    account: () => account,
    inspect: async () => fine,
    restriction: async () => null,
    lookUp: async () => found,
    readChat: async () => [],
    tryGate: async () => holds,
    ...session,
  };
  const checks = new Checks({
    sendTest,
    settings: () => defaultSettings(false),
    version: '1.2.3',
    isPractice: false,
    clock: new FakeClock(Date.UTC(2026, 10, 26)),
    askWhereToSave: async () => path,
    untilWritten: (_path, writing) => writing,
  });
  const wordsOf = async (withMessage = false) =>
    Object.fromEntries((await checks.run(checked, withMessage)).checks.map(({ what, word }) => [what, word]));
  const run = (withMessage: boolean) => checks.run(checked, withMessage);
  return { checks, run, wordsOf, path };
}

describe('Check WhatsApp', () => {
  it('sends a message to oneself only where it is asked for', async () => {
    const texts: string[] = [];
    const { run } = makeChecks({}, async (text) => {
      texts.push(text);
      return 'not_confirmed';
    });
    expect((await run(false)).checks.map(({ what }) => what)).not.toContain('message');
    expect(texts).toEqual([]);
    expect((await run(true)).checks).toContainEqual({ what: 'message', word: 'unknown' });
    expect(texts).toEqual(['This is a test from SendOnce. You can delete it.']);
  });

  it('tries nothing but the page where no account is linked', async () => {
    const { wordsOf } = makeChecks({ account: () => null });
    expect(await wordsOf(true)).toEqual({ page: 'pass', link: 'fail' });
  });

  it.for<[string, Partial<Session>, Record<string, string>]>([
    [
      'a page that does not answer',
      { inspect: async () => null },
      { page: 'fail', shapes: 'fail', restriction: 'unknown' },
    ],
    ['an id that does not say its text', { inspect: async () => ({ ...fine, saysId: false }) }, { shapes: 'fail' }],
    ['a gate that is broken', { tryGate: async () => ({ kind: 'broken', why: '' }) }, { gate: 'fail' }],
    ['a gate that was not reached', { tryGate: async () => ({ kind: 'unknown', why: '' }) }, { gate: 'unknown' }],
    ['a number that is not found', { lookUp: async () => ({ kind: 'absent' }) }, { look_up: 'fail', ids: 'unknown' }],
    [
      'a number that is somebody else’s',
      { lookUp: async () => ({ kind: 'registered', chatId: '1@lid', ids: [] }) },
      { ids: 'fail' },
    ],
    ['a chat that cannot be read', { readChat: async () => null }, { history: 'fail', gate: 'unknown' }],
    ['a restriction', { restriction: async () => ({ kind: 'cap', untilMs: 7 }) }, { restriction: 'fail' }],
    [
      'a build without what helps',
      { inspect: async () => ({ ...fine, missing: [...helpfulModules] }) },
      { shapes: 'unknown', restriction: 'unknown' },
    ],
  ])('tells %s from what works', async ([, session, words]) => {
    const all = await makeChecks(session).wordsOf();
    expect(Object.fromEntries(Object.entries(all).filter(([, word]) => word !== 'pass'))).toEqual(words);
  });

  it('saves the last results in words of its own, and nothing before there are any', async () => {
    const { checks, run, path } = makeChecks();
    expect(await checks.save()).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
    await run(true);
    expect(granted(await checks.save())).toEqual({ path });
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      day: '2026-11-26',
      app: '1.2.3',
      version: fine.version,
    });
  });

  it.for<[string, Partial<Session>]>([
    ['in a look-up', { lookUp: async () => ({ kind: 'unavailable', why: secret }) }],
    ['in a trial of the gate', { tryGate: async () => ({ kind: 'broken', why: secret }) }],
    ['for its version', { inspect: async () => ({ ...fine, version: secret }) }],
    ['for its browser', { inspect: async () => ({ ...fine, userAgent: secret, brands: [secret] }) }],
    ['for its parts', { inspect: async () => ({ ...fine, missing: [secret] }) }],
    ['for its fields', { inspect: async () => ({ ...fine, keyField: secret, idField: secret }) }],
  ])('saves no name, number or text that a page says %s', async ([, session]) => {
    const { checks, run, path } = makeChecks(session);
    await run(false);
    granted(await checks.save());
    expect(readFileSync(path, 'utf8')).not.toMatch(/447|900|118|Olivia|dentist/);
  });

  it('writes down no word of an error that a step ran into', async () => {
    const session = { account: () => account, readChat: () => Promise.reject(new Error(secret)) };
    const parts = { checked: { session }, waits: { allMs: 60_000 } } as unknown as CheckParts;
    expect(await runCheck(parts, { only: ['gate'] })).toEqual([
      { step: 'gate', word: 'fail', why: 'internal', values: {} },
    ]);
  });
});
