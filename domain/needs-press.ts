import type { Channel } from './contract.ts';
import { limits } from './limits.ts';

/**
 * Commands that only a person may give: how long before, in milliseconds, the main process must have seen a real press of
 * a key or the mouse on the window. A page that somebody took over can give any command, but it can press nothing.
 */
export const needsPress = {
  // The time in which it can be taken back lies between.
  'campaign:start': limits.startUndoMs + 2 * limits.pressMs,
  'campaign:resume': limits.pressMs,
  'campaign:resumeReturned': limits.pressMs,
  'campaign:overdue': limits.pressMs,
  'campaign:answer': limits.pressMs,
  'list:undoReading': limits.pressMs,
  'list:addRows': limits.pressMs,
  'list:keepGone': limits.pressMs,
  'dispatcher:resume': limits.pressMs,
  'replies:answer': limits.pressMs,
  'alarm:acknowledge': limits.pressMs,
  'message:requeue': limits.pressMs,
  'message:move': limits.pressMs,
  'message:settle': limits.pressMs,
  'message:erasePerson': limits.pressMs,
  'doNotContact:answer': limits.pressMs,
  'doNotContact:remove': limits.pressMs,
  'people:erase': limits.pressMs,
  'backup:restore': limits.pressMs,
  'teamCampaign:start': limits.startUndoMs + 2 * limits.pressMs,
  'teamCampaign:join': limits.pressMs,
  'teamCampaign:direct': limits.pressMs,
  'teamCampaign:takeBack': limits.pressMs,
  'team:make': limits.pressMs,
  'team:invite': limits.pressMs,
  'team:join': limits.pressMs,
  'team:leave': limits.pressMs,
  'team:remove': limits.pressMs,
  'team:goOnWithout': limits.pressMs,
} as const satisfies Partial<Record<Channel, number>>;

export type PressedChannel = keyof typeof needsPress;

export const isPressed = (name: string): name is PressedChannel => Object.hasOwn(needsPress, name);
