import type { MessageDetail } from '../../domain/contract.ts';
import { useText } from '../text.tsx';

/** Says that of whoever wrote very often only the newest replies are kept. */
export function EarlierReplies({ message }: { message: Pick<MessageDetail, 'replies' | 'replyCount'> }) {
  const text = useText();
  if (message.replyCount <= message.replies.length) return null;
  return <p className="quiet">{text('message.earlierReplies', { all: message.replyCount })}</p>;
}
