import type { Channel } from './contract.ts';
import { limits } from './limits.ts';

/** Commands that only a person may give, with the question where no press was seen: a page cannot press anything. */
export const needsPress = {
  'campaign:start': 'start',
  'campaign:resume': 'resume',
  'campaign:resumeReturned': 'resume',
  'campaign:overdue': 'send',
  'campaign:answer': 'send',
  'list:undoReading': 'send',
  'list:addRows': 'send',
  'list:keepGone': 'send',
  'dispatcher:resume': 'resume',
  'replies:answer': 'answer',
  'alarm:acknowledge': 'acknowledge',
  'message:requeue': 'send',
  'message:move': 'send',
  'message:settle': 'settle',
  'message:erasePerson': 'erase',
  'doNotContact:answer': 'write',
  'doNotContact:remove': 'write',
  'people:erase': 'erase',
  'backup:restore': 'restore',
  'teamCampaign:start': 'start',
  'teamCampaign:join': 'start',
  'teamCampaign:direct': 'resume',
  'teamCampaign:takeBack': 'resume',
  'team:make': 'team',
  'team:invite': 'team',
  'team:join': 'team',
  'team:leave': 'team',
  'team:remove': 'team',
  'team:goOnWithout': 'team',
  'team:move': 'team',
} as const satisfies Partial<Record<Channel, string>>;

export type PressedChannel = keyof typeof needsPress;

/** Whether a command is carried out only after a person's press. */
export const isPressed = (name: string): name is PressedChannel => Object.hasOwn(needsPress, name);

/** A start can be undone for a while, and its command is given only after that. */
const canBeUndone: readonly PressedChannel[] = ['campaign:start', 'teamCampaign:start'];

/** How long before the command a real press of a key or the mouse on the window must have been seen. */
export function pressedWithinMs(name: PressedChannel): number {
  return canBeUndone.includes(name) ? limits.startUndoMs + 2 * limits.pressMs : limits.pressMs;
}
