import type { Channel, EventName } from './contract.ts';

/**
 * The names of the contract without its schemas: the preload imports these, so that zod stays out of its bundle.
 * The types make both lists complete: a command or event that is missing here does not compile.
 */
const commandNames: Record<Channel, true> = {
  'app:overview': true,
  'app:showFile': true,
  'app:openChat': true,
  'app:openDataFolder': true,
  'app:restart': true,
  'link:retry': true,
  'link:check': true,
  'link:withCode': true,
  'link:withQr': true,
  'link:unlink': true,
  'settings:set': true,
  'dispatcher:pause': true,
  'dispatcher:resume': true,
  'upload:begin': true,
  'upload:chunk': true,
  'upload:drop': true,
  'import:inspect': true,
  'import:apply': true,
  'import:cancel': true,
  'import:exportProblems': true,
  'campaign:create': true,
  'campaign:get': true,
  'campaign:update': true,
  'campaign:attach': true,
  'campaign:detach': true,
  'campaign:deleteDraft': true,
  'campaign:preview': true,
  'campaign:check': true,
  'campaign:start': true,
  'campaign:pause': true,
  'campaign:resume': true,
  'campaign:cancel': true,
  'campaign:overdue': true,
  'campaign:importReport': true,
  'campaign:testToSelf': true,
  'messages:page': true,
  'messages:get': true,
  'messages:cancel': true,
  'messages:cancelAll': true,
  'messages:chat': true,
  'messages:queueAgain': true,
  'messages:settle': true,
  'doNotContact:list': true,
  'doNotContact:add': true,
  'doNotContact:remove': true,
  'report:get': true,
  'report:verify': true,
  'report:stopVerify': true,
  'report:export': true,
};

const eventNames: Record<EventName, true> = {
  'link:changed': true,
  'dispatcher:changed': true,
  'messages:changed': true,
  'campaigns:changed': true,
  'verification:changed': true,
  'import:progress': true,
};

export const channels: readonly string[] = Object.keys(commandNames);
export const eventChannels: readonly string[] = Object.keys(eventNames);
