import type { CommandResult, Overview } from '../domain/contract.ts';
import { type CountryCode, isCountry, parsePhone } from '../domain/phone.ts';
import { fail, succeed } from '../domain/result.ts';
import type { Settings, SettingsPatch } from '../domain/settings.ts';
import type { CampaignDesk } from './campaigns/campaign-desk.ts';
import type { TextDesk } from './campaigns/text-desk.ts';
import type { Dispatcher } from './dispatch/dispatcher.ts';
import type { Verification } from './dispatch/verification.ts';
import type { PeopleDesk } from './do-not-contact/people-desk.ts';
import type { FileDesk } from './files/file-desk.ts';
import type { Uploads } from './files/uploads.ts';
import type { Handlers } from './ipc.ts';
import type { ListDesk } from './lists/list-desk.ts';
import type { MessageDesk } from './messages/message-desk.ts';
import type { ExampleList } from './practice.ts';
import type { ReportDesk } from './reports/report-desk.ts';
import type { Backups } from './storage/backups.ts';
import type { Browsers } from './whatsapp/browsers.ts';
import { checkWhatsApp } from './whatsapp/check.ts';
import type { WhatsAppSession } from './whatsapp/session.ts';

export type HandlerParts = {
  readonly backups: Backups;
  readonly browsers: Browsers;
  readonly showLogs: () => void;
  /** Returns how many lines it copied. */
  readonly copyLogs: () => Promise<number>;
  readonly campaigns: CampaignDesk;
  readonly texts: TextDesk;
  readonly messages: MessageDesk;
  readonly files: FileDesk;
  readonly lists: ListDesk;
  readonly uploads: Uploads;
  readonly people: PeopleDesk;
  readonly reports: ReportDesk;
  readonly dispatcher: Dispatcher;
  readonly session: WhatsAppSession;
  readonly verification: Verification;
  readonly settings: () => Settings;
  readonly changeSettings: (patch: SettingsPatch) => Settings;
  readonly overview: () => Overview;
  readonly showFile: (path: string) => void;
  readonly openFile: (path: string) => void;
  readonly openChat: (phone: string) => void;
  readonly openDataFolder: () => void;
  /** Null outside practice mode. */
  readonly exampleList: () => Promise<ExampleList | null>;
  readonly restart: (practice: boolean) => void;
};

const done: CommandResult<undefined> = succeed(undefined);

/** Which part answers which command of the contract, a line each. */
export function makeHandlers(parts: HandlerParts): Handlers {
  const { campaigns, texts, messages, files, lists, uploads, people, reports, dispatcher, session, verification } =
    parts;
  const withNumber = <Value>(phone: string, use: (e164: string) => CommandResult<Value>): CommandResult<Value> => {
    const { country } = parts.settings();
    const read = parsePhone(phone, (isCountry(country) ? country : 'GB') satisfies CountryCode);
    return read.ok ? use(read.e164) : fail({ code: 'not_a_number', detail: read.problem });
  };
  const act = (work: () => void): CommandResult<undefined> => {
    work();
    return done;
  };
  return {
    'app:overview': () => succeed(parts.overview()),
    'desktop:showFile': ({ path }) => act(() => parts.showFile(path)),
    'desktop:openFile': ({ path }) => act(() => parts.openFile(path)),
    'desktop:openChat': ({ phone }) => withNumber(phone, (e164) => act(() => parts.openChat(e164))),

    'desktop:openDataFolder': () => act(parts.openDataFolder),
    'app:exampleList': async () => {
      const list = await parts.exampleList();
      return list === null ? fail({ code: 'not_allowed_now', detail: 'not in practice mode' }) : succeed(list);
    },
    'app:restart': ({ practice }) => act(() => parts.restart(practice)),

    'link:retry': () => act(() => session.retry()),
    'link:withCode': ({ phone }) => withNumber(phone, (e164) => act(() => session.useCode(e164))),
    'link:withQr': () => act(() => session.useQr()),
    'link:unlink': async () => {
      await session.logout();
      return done;
    },

    'link:check': async () => succeed(await checkWhatsApp(session)),

    'settings:set': (patch) => succeed(parts.changeSettings(patch)),

    'browser:list': () => succeed(parts.browsers.list()),
    'browser:use': ({ path }) => parts.browsers.use(path),
    'browser:pick': () => parts.browsers.pick(),

    'backup:list': () => succeed(parts.backups.list()),
    'backup:make': () => parts.backups.make(),
    'backup:delete': ({ name }) => parts.backups.delete(name),
    'backup:restore': ({ name }) => parts.backups.restore(name),
    'desktop:showLogs': () => act(parts.showLogs),
    'desktop:copyLogs': async () => succeed({ lines: await parts.copyLogs() }),

    'dispatcher:pause': () => act(() => dispatcher.pause('operator')),
    'dispatcher:resume': () => act(() => dispatcher.resume()),

    'file:beginUpload': ({ fileName, bytes }) => uploads.begin(fileName, bytes),
    'file:addChunk': ({ uploadId, bytes }) => uploads.addChunk(uploadId, bytes),
    'file:dropUpload': ({ uploadId }) => act(() => uploads.drop(uploadId)),

    'list:inspect': (input) => lists.inspect(input),
    'list:import': (input) => lists.importList(input),
    'list:addCorrected': (input) => lists.addCorrected(input),
    'list:cancelImport': ({ uploadId }) => act(() => lists.cancelImport(uploadId)),
    'list:exportProblems': (input) => files.exportProblems(input),

    'list:saved': () => succeed(lists.saved()),
    'list:save': (input) => lists.save(input),
    'list:renameSaved': (input) => lists.rename(input),
    'list:deleteSaved': ({ id }) => lists.delete(id),
    'list:useSaved': (input) => lists.use(input),

    'campaign:savedTexts': () => texts.all(),
    'campaign:saveText': (input) => texts.save(input),
    'campaign:renameText': (input) => texts.rename(input),
    'campaign:deleteText': ({ id }) => texts.delete(id),

    'campaign:create': ({ name }) => campaigns.create(name),
    'campaign:get': ({ id }) => campaigns.get(id),
    'campaign:update': (input) => campaigns.update(input),
    'campaign:attach': (input) => files.attach(input),
    'campaign:picture': ({ id }) => files.picture(id),
    'campaign:detach': ({ id }) => campaigns.setAttachment(id, null),
    'campaign:deleteDraft': ({ id }) => lists.deleteDraft(id),
    'campaign:duplicate': (input) => campaigns.duplicate(input),
    'campaign:preview': (input) => campaigns.preview(input),
    'campaign:findPerson': (input) => campaigns.findPerson(input),
    'campaign:check': ({ id, text }) => campaigns.check(id, text),
    'campaign:start': ({ id }) => campaigns.start(id),
    'campaign:pause': ({ id }) => campaigns.pause(id),
    'campaign:resume': ({ id }) => campaigns.resume(id),
    'campaign:cancel': ({ id }) => campaigns.cancel(id),
    'campaign:overdue': (input) => campaigns.answerOverdue(input),
    'campaign:importReport': (input) => files.importReport(input),
    'campaign:testToSelf': ({ id }) => campaigns.testToSelf(id),

    'message:page': async (input) => succeed(await messages.page(input)),
    'message:count': async ({ filter }) => succeed({ total: await messages.count(filter) }),
    'message:still': ({ tab, ids }) => succeed({ ids: messages.still(tab, ids) }),
    'message:get': ({ id }) => messages.get(id),
    'message:cancel': ({ target }) => messages.cancel(target),
    'message:requeue': ({ target }) => messages.requeue(target),
    'message:stopBulk': async () => {
      await messages.stopBulk();
      return done;
    },
    'message:chat': ({ id }) => messages.chat(id),
    'message:settle': ({ id, settlement, who }) => messages.settle(id, settlement, who),

    'doNotContact:list': () => succeed(people.list()),
    'doNotContact:add': ({ phone, note }) => withNumber(phone, (e164) => people.add(e164, note)),
    'doNotContact:import': ({ uploadId }) => people.importFile(uploadId),
    'doNotContact:export': () => files.exportDoNotContact(),
    'doNotContact:proposals': () => succeed(people.proposals()),
    'doNotContact:answer': (input) => people.answer(input),
    'doNotContact:remove': ({ phone }) => act(() => people.remove(phone)),

    'report:get': ({ id }) => reports.ofCampaign(id),
    'report:days': (days) => reports.ofDays(days),
    'report:verify': ({ id }) => succeed(verification.start(id)),
    'report:stopVerify': ({ id }) => {
      verification.stop();
      return succeed(verification.view(id));
    },
    'report:export': (input) => reports.export(input),
  };
}
