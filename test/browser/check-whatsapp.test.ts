import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { makeChecked } from '../../build/check-whatsapp/checked-session.ts';
import {
  openPracticeRig,
  type PracticeRig,
  practiceLimits,
  practiceWaits,
} from '../../build/check-whatsapp/practice-rig.ts';
import { runCheck, type StepName } from '../../build/check-whatsapp/run-check.ts';
import type { Checked, Person, Waits } from '../../build/check-whatsapp/types.ts';
import { reportText, type StepResult } from '../../electron/whatsapp/check/result-file.ts';
import type { PracticeSettings } from '../../practice/journal-server.ts';
import { onWholeBrowser } from '../host/whole-browser.ts';
import { builtPracticePage } from '../support/practice-page-once.ts';
import { until } from '../support/until.ts';
import { isWholeRun } from '../support/whole-run.ts';

const own = '447700900118';

/** Runs first in the head of the page, so that each part that the page exposes goes through `part`. */
function partsThrough(part: string): string {
  return `let real; Object.defineProperty(window, 'require', {
    configurable: true,
    get: () => real && ((name) => (${part})(real(name), name)),
    set: (value) => { real = value; },
  });`;
}

type Options = {
  readonly settings?: Partial<PracticeSettings>;
  readonly script?: string;
  readonly waits?: Partial<Waits>;
  readonly person?: Partial<Person>;
  readonly identity?: { readonly userAgentOf: () => Promise<string | null> };
};

let rig: PracticeRig | undefined;
let checked: Checked | undefined;

afterEach(async () => {
  await checked?.session.stop();
  await rig?.close();
  checked = undefined;
  rig = undefined;
});

async function open({ settings, script, identity }: Options): Promise<{ rig: PracticeRig; checked: Checked }> {
  rig = await openPracticeRig(settings, script ?? null, builtPracticePage());
  const loginFolder = join(rig.folder, 'login');
  checked = makeChecked({ loginFolder, page: rig.page, limits: practiceLimits, ...(identity ? { identity } : {}) });
  checked.session.start();
  return { rig, checked };
}

/** Runs some steps on an account that was linked before. */
async function checkLinked(only: readonly StepName[], options: Options & { readonly scenario?: number } = {}) {
  const opened = await open({ ...options, settings: { scanAfterMs: 100, ...options.settings } });
  await until(() => opened.checked.session.account() !== null);
  await until(() => opened.checked.session.isCaughtUp() === true);
  const { scenario } = options;
  if (scenario !== undefined) await opened.rig.journal.control({ name: 'set_scenario', number: own, scenario });
  return runCheck(
    {
      checked: opened.checked,
      person: { ...opened.rig.person, ...options.person },
      waits: { ...practiceWaits, ...options.waits },
    },
    { only },
  );
}

/** `npm test` shows one way in which each step fails, the first of its table; `npm run test:browser` shows all. */
const another = test.runIf(isWholeRun);
const shown = <Case>(cases: readonly Case[]) => (isWholeRun ? cases : cases.slice(0, 1));

/** Waits until the page can be inspected, which takes a busy machine some time; later waits are then short. */
const untilThere = ({ session }: Checked) => until(async () => (await session.inspect()) !== null);
/** The wait for an acknowledgement that never comes may be shorter than for one that comes. */
const waitsFor = (why: string) => (why.includes('no acknowledgement') ? { ackMs: 1_000 } : {});

const fails = (step: StepName, why: RegExp | string) =>
  expect.objectContaining({ step, word: 'fail', why: expect.stringMatching(why) });
const words = (results: readonly StepResult[]) => results.map(({ step, word, why }) => [step, word, why]);

describe('a page that is as we know it', () => {
  onWholeBrowser();

  test('passes, and writes a file without numbers and texts', async () => {
    const opened = await open({});
    const results = await runCheck({ checked: opened.checked, person: opened.rig.person, waits: practiceWaits });
    const passed = ['page', 'code', 'shapes', 'gate', 'messages', 'reload', 'line'].map((step) => [step, 'pass', '']);
    expect(words(results)).toEqual(passed);
    // Three messages and the one after the line was cut: everything that the gate did not have to stop.
    expect(opened.rig.journal.messages(own).map(({ body, caption }) => body || caption)).toEqual([
      'SendOnce check: text',
      'SendOnce check: picture',
      'SendOnce check: document',
      'SendOnce check: line',
    ]);
    const head = { app: '0.1.0', version: '2.3000.1', platform: 'linux', atMs: 0, isPractice: true };
    const file = reportText(head, results);
    for (const secret of [own.slice(2), 'SendOnce check', 'SendOnce Demo', '@lid', '@c.us', rig?.folder ?? ''])
      expect(file).not.toContain(secret);
  });
});

describe('the page', () => {
  onWholeBrowser();

  test('fails behind WhatsApp’s wall', async () => {
    const { checked, rig } = await open({ identity: { userAgentOf: async () => null } });
    const results = await runCheck({ checked, person: rig.person, waits: practiceWaits }, { only: ['page', 'code'] });
    expect(results).toEqual([fails('page', 'browser_refused'), fails('code', 'browser_refused')]);
  });

  another('fails where it lets the browser say that it has no window', async () => {
    const headless = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/150.0.0.0';
    const identity = { userAgentOf: async () => headless };
    const { checked, rig } = await open({ settings: { wall: false }, identity });
    await untilThere(checked);
    const waits = { ...practiceWaits, pageMs: 1_000 };
    const results = await runCheck({ checked, person: rig.person, waits }, { only: ['page'] });
    expect(results).toEqual([fails('page', 'no window')]);
  });

  another('fails where it never comes', async () => {
    const { checked, rig } = await open({ script: 'Object.defineProperty(window, "require", { set() {} });' });
    await untilThere(checked);
    const waits = { ...practiceWaits, pageMs: 1_000 };
    const results = await runCheck({ checked, person: rig.person, waits }, { only: ['page'] });
    expect(results).toEqual([fails('page', /parts are missing: WAWebSocketModel|did not come/)]);
  });
});

describe('the code', () => {
  test('fails where the first one is never renewed', async () => {
    const { checked, rig } = await open({ settings: { refRefreshMs: 600_000 } });
    const waits = { ...practiceWaits, codesMs: 500 };
    const results = await runCheck({ checked, person: rig.person, waits }, { only: ['code', 'gate'] });
    expect(results).toMatchObject([
      fails('code', 'no fresh code'),
      { step: 'gate', word: 'unknown', why: 'there is no link' },
    ]);
  });

  another('fails where the page never ends catching up', async () => {
    const { checked, rig } = await open({ settings: { catchUpMs: null } });
    const waits = { ...practiceWaits, catchUpMs: 500 };
    const results = await runCheck({ checked, person: rig.person, waits }, { only: ['code'] });
    expect(results).toEqual([fails('code', 'catching up')]);
  });
});

describe('the shapes', () => {
  test.for(
    shown<[string, string, string]>([
      [
        'a part is missing',
        `(found, name) => { if (name === 'WAWebMediaMmsV4Upload') throw new Error('no such part'); return found; }`,
        'WAWebMediaMmsV4Upload',
      ],
      [
        'an id does not say its text',
        `(found, name) => name !== 'WAWebMsgKey' ? found :
        class extends found { toString() { return '[object Object]'; } }`,
        'does not say its text',
      ],
      [
        'a number’s answer has another shape',
        `(found, name) => name !== 'WAWebQueryExistsJob' ? found : { queryWidExists: async () => ({ exists: true }) }`,
        'unknown shape',
      ],
    ]),
  )('fail where %s', async ([, part, why]) => {
    expect(await checkLinked(['shapes'], { script: partsThrough(part) })).toEqual([fails('shapes', why)]);
  });

  another('fail for an account that WhatsApp restricts', async () => {
    const { checked, rig } = await open({ settings: { scanAfterMs: 100 } });
    await until(() => checked.session.account() !== null);
    await rig.journal.control({ name: 'restrict', how: 'timelock', ms: 60_000 });
    const results = await runCheck({ checked, person: rig.person, waits: practiceWaits }, { only: ['shapes'] });
    expect(results).toEqual([fails('shapes', 'restricted: timelock')]);
  });

  another('are not known where nobody can listen below the gate', async () => {
    const script = partsThrough(
      `(found, name) => { if (name === 'WAWebSendMsgJob') throw new Error('no such part'); return found; }`,
    );
    expect(await checkLinked(['shapes'], { script })).toMatchObject([{ step: 'shapes', word: 'unknown' }]);
  });
});

describe('the gate', () => {
  test('fails where a message goes around it', async () => {
    expect(await checkLinked(['gate'], { scenario: 43 })).toEqual([fails('gate', 'reached encryption')]);
  });

  another('fails where a "go" that came late lets a message through', async () => {
    const script = 'const at = Date.now(); Date.now = () => at; performance.now = () => 1_000;';
    expect(await checkLinked(['gate'], { script })).toEqual([fails('gate', 'came late')]);
  });

  another('fails where a message that was tried before is let through', async () => {
    // A build that forgets which ids were used.
    const script =
      'const add = Set.prototype.add; Set.prototype.add = function (one) { return /^[0-9a-f-]{36}$/.test(one) ? this : add.call(this, one); };';
    expect(await checkLinked(['gate'], { script })).toMatchObject([{ step: 'gate', word: 'fail' }]);
  });
});

describe('the messages', () => {
  test.for(
    shown<[string, number, string]>([
      ['a copy leaves under another id', 44, 'more left'],
      ['no acknowledgement comes', 3, 'text: no acknowledgement'],
      ['WhatsApp refuses', 7, 'text: no acknowledgement'],
    ]),
  )('fail where %s', async ([, scenario, why]) => {
    expect(await checkLinked(['messages'], { scenario, waits: waitsFor(why) })).toEqual([fails('messages', why)]);
  });

  another('fail where the phone shows more than was sent', async () => {
    const person = { copies: async () => 4 };
    expect(await checkLinked(['messages'], { person })).toEqual([fails('messages', 'the phone shows')]);
  });

  another('are not known where nobody looks at the phone', async () => {
    const person = { copies: async () => null };
    expect(await checkLinked(['messages'], { person })).toMatchObject([{ step: 'messages', word: 'unknown' }]);
  });
});

describe('the restart', () => {
  /** From the second document on. */
  const later = (what: string) =>
    `const starts = Number(localStorage.getItem('starts') ?? 0) + 1; localStorage.setItem('starts', starts);
     if (starts > 1) { ${what} }`;

  test('fails where something leaves by itself', async () => {
    const script = later(`setInterval(() => {
      const { encryptAndSendMsg } = window.require('WAWebSendMsgJob');
      if (encryptAndSendMsg !== window.sendOnceTap || window.isDone) return;
      window.isDone = true;
      const to = '${own}@c.us';
      encryptAndSendMsg({ type: 'message', data: { type: 'chat', id: { id: 'AGAIN', remote: to } } }).catch(() => undefined);
    }, 50);`);
    const results = await checkLinked(['messages', 'reload'], { script });
    expect(results).toMatchObject([{ step: 'messages', word: 'pass' }, fails('reload', 'left by itself')]);
  });

  another('fails where the record is gone', async () => {
    const script = later(
      partsThrough(`(found, name) => {
        if (name !== 'WAWebCollections') return found;
        const none = { get: () => undefined, getModelsArray: () => [], getMessagesById: async () => ({ messages: [] }) };
        const hide = (from, what) => new Proxy(from, { get: (_, key) => what[key] ?? (typeof from[key] === 'function' ? from[key].bind(from) : from[key]) });
        return { Msg: hide(found.Msg, none), Chat: hide(found.Chat, { get: () => undefined }) };
      }`),
    );
    const results = await checkLinked(['messages', 'reload'], { script });
    expect(results).toMatchObject([{ step: 'messages', word: 'pass' }, fails('reload', 'record is gone')]);
  });
});

describe('the line', () => {
  test.for(
    shown<[string, number, string]>([
      ['the message leaves again under another id', 44, 'another id'],
      ['it is never acknowledged', 3, 'no acknowledgement'],
    ]),
  )('fails where %s', async ([, scenario, why]) => {
    expect(await checkLinked(['line'], { scenario, waits: waitsFor(why) })).toEqual([fails('line', why)]);
  });

  another('is not known where nobody cuts it', async () => {
    const person = { cutLine: async () => undefined };
    expect(await checkLinked(['line'], { person, waits: { lineMs: 500 } })).toMatchObject([
      { step: 'line', word: 'unknown', why: 'the line was not cut' },
    ]);
  });
});

test('ends when its time is over, and calls what is left unknown', async () => {
  const waits = { allMs: 300, codesMs: 60_000 };
  const { checked, rig } = await open({});
  const results = await runCheck({ checked, person: rig.person, waits: { ...practiceWaits, ...waits } });
  expect(words(results).slice(1)).toEqual(
    ['code', 'shapes', 'gate', 'messages', 'reload', 'line'].map((step) => [
      step,
      'unknown',
      'the time for the check was over',
    ]),
  );
});
