import type { IpcMain } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { commands } from '../../domain/contract.ts';
import { needsPress } from '../../domain/needs-press.ts';
import { fail, succeed } from '../../domain/result.ts';
import type { Handlers } from '../../electron/commands.ts';
import { registerCommands } from '../../electron/ipc.ts';
import type { Log } from '../../electron/ports.ts';

type Answer = (event: unknown, payload: unknown) => Promise<unknown>;
type Frame = { readonly url: string; readonly parent: Frame | null };

const origin = 'app://bundle';
const ownFrame: Frame = { url: `${origin}/index.html?language=en`, parent: null };
const error = vi.fn();
const log: Log = { info: () => undefined, warn: () => undefined, error };

/** The handlers of the channels, with one command replaced by that of the test. */
function register(create: (input: { name: string }) => unknown, isOfPerson = async () => true) {
  const answers = new Map<string, Answer>();
  const ipcMain = { handle: (name: string, answer: Answer) => answers.set(name, answer) } as unknown as IpcMain;
  const handlers = Object.fromEntries(Object.keys(commands).map((name) => [name, () => succeed(undefined)]));
  const own = { ...handlers, 'campaign:create': create } as unknown as Handlers;
  return { answers, ...registerCommands(ipcMain, own, { origin, log, isOfPerson }) };
}

function create(does: (input: { name: string }) => unknown, payload: unknown, frame: Frame | null = ownFrame) {
  return register(does).answers.get('campaign:create')?.({ senderFrame: frame }, payload);
}

describe('the gate of the commands', () => {
  it.each(Object.keys(needsPress))('%s is carried out for a person alone', async (name) => {
    const ofOwner = { user: 'owner', password: 'secret' };
    const inputs: Record<string, object> = {
      'alarm:acknowledge': { id: 1, who: 'Ann' },
      'message:settle': { id: 1, settlement: 'seen', who: 'Ann' },
      'backup:restore': { name: 'daily.db' },
      'team:make': { ...ofOwner, address: 'db.example:5432', name: 'Harbour', computer: 'Office', takesOnWeak: true },
      'team:invite': { ...ofOwner, name: 'Hall', kind: 'sender' },
      'team:join': { code: 'code', computer: 'Hall' },
      'team:leave': { isUntold: false },
      'team:remove': { ...ofOwner, id: 1 },
      'team:goOnWithout': { ids: [1] },
      'team:move': { address: '' },
      'teamCampaign:start': { id: 1 },
      'teamCampaign:join': { uid: '5b1c1b5e-6a0f-4d0e-8f6e-1f8d6f1e2a3b', accounts: ['+447700900118'] },
      'teamCampaign:direct': { uid: '5b1c1b5e-6a0f-4d0e-8f6e-1f8d6f1e2a3b', state: 'running' },
      'campaign:resumeReturned': { count: 1 },
      'campaign:overdue': { id: 1, answer: 'send' },
      'campaign:answer': { id: 1, about: 'in_chat', answer: 'send' },
      'list:undoReading': { campaignId: 1 },
      'list:addRows': { campaignId: 1, count: 1 },
      'list:keepGone': { campaignId: 1 },
      'message:requeue': { target: { ids: [1] } },
      'message:move': { target: { ids: [1] }, to: ['+447700900118'], unread: [] },
      'doNotContact:answer': { ids: [1], answer: 'dismiss' },
      'replies:answer': {
        id: 1,
        text: 'Yes',
        press: crypto.randomUUID(),
        seen: null,
        isRepeat: false,
        isAllTheSame: false,
      },
      'doNotContact:remove': { phone: '+447700900101' },
    };
    const payload = name === 'dispatcher:resume' ? undefined : (inputs[name] ?? { id: 1 });
    const ask = (isOfPerson: boolean) =>
      register(
        () => undefined,
        async () => isOfPerson,
      ).answers.get(name)?.({ senderFrame: ownFrame }, payload);
    expect(await ask(false)).toMatchObject({ ok: false, failure: { code: 'not_pressed' } });
    expect(await ask(true)).not.toMatchObject({ failure: { code: 'not_pressed' } });
  });

  it('stands before every command of the contract', () => {
    expect([...register(() => undefined).answers.keys()].sort()).toEqual([...Object.keys(commands)].sort());
  });

  it.each<[string, Frame | null]>([
    ['another page', { url: 'https://web.whatsapp.com/', parent: null }],
    ['a page of our scheme under another name', { url: 'app://bundle.elsewhere/index.html', parent: null }],
    ['a frame within our page', { url: `${origin}/index.html`, parent: ownFrame }],
    ['a frame that is gone', null],
  ])('turns away %s, and asks nobody', async (_, frame) => {
    const asked = vi.fn();
    expect(await create(asked, { name: 'A' }, frame)).toMatchObject({
      ok: false,
      failure: { code: 'untrusted_sender' },
    });
    expect(asked).not.toHaveBeenCalled();
  });

  it.each([[undefined], [{}], [{ name: 7 }], ['A']])(
    'turns away what the command does not take: %j',
    async (payload) => {
      const asked = vi.fn();
      expect(await create(asked, payload)).toMatchObject({ ok: false, failure: { code: 'invalid_request' } });
      expect(asked).not.toHaveBeenCalled();
    },
  );

  it('hands on what zod made of the payload, and nothing beside it', async () => {
    const asked = vi.fn(() => fail({ code: 'not_allowed_now', detail: '' }));
    await create(asked, { name: 'A', hidden: true });
    expect(asked).toHaveBeenCalledExactlyOnceWith({ name: 'A' });
  });

  it('answers a failure as a value with its reason', async () => {
    const failure = { code: 'not_allowed_now', detail: '' };
    expect(await create(() => fail(failure), { name: 'A' })).toEqual({ ok: false, failure });
  });

  it('asks nothing any more once the data is closed, and calls what was still under way no error', async () => {
    const waiting = Promise.withResolvers<never>();
    const asked = vi.fn(() => waiting.promise);
    const { answers, end } = register(asked);
    const give = () => answers.get('campaign:create')?.({ senderFrame: ownFrame }, { name: 'A' });
    const underWay = give();
    error.mockClear();
    end();
    waiting.reject(new Error('the database is not open'));
    expect(await underWay).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
    expect(await give()).toMatchObject({ ok: false, failure: { code: 'not_allowed_now' } });
    expect([asked.mock.calls.length, error.mock.calls.length]).toEqual([1, 0]);
  });

  it('answers also where the command throws or answers something else than the contract says', async () => {
    const thrown = create(
      () => {
        throw new Error('the disk is gone');
      },
      { name: 'A' },
    );
    expect(await thrown).toEqual({ ok: false, failure: { code: 'internal', detail: 'the disk is gone' } });
    expect(error).toHaveBeenLastCalledWith('campaign:create', expect.objectContaining({ message: 'the disk is gone' }));
    expect(await create(() => succeed({ id: 'seven' }), { name: 'A' })).toMatchObject({
      failure: { code: 'internal' },
    });
  });

  it('says in a word of its own what the disk refuses, whichever command meets it', async () => {
    const refused = (code: string) =>
      create(
        () => {
          throw Object.assign(new Error(code), { code });
        },
        { name: 'A' },
      );
    for (const code of ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE'])
      expect(await refused(code), code).toMatchObject({ failure: { code: 'disk_full' } });
    expect(await refused('ENOENT')).toMatchObject({ failure: { code: 'unreadable_file' } });
    expect(await refused('SQLITE_READONLY')).toMatchObject({ failure: { code: 'cannot_write_file' } });
  });
});
