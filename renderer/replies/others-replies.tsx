import type { OthersReply } from '../shared/team/use-team-replies.ts';
import { useWords } from '../text.tsx';
import { useNow } from '../ui/hooks/use-now.ts';
import { PersonName } from '../ui/names.tsx';

/** People who wrote back to other computers of the team: read here, and answered on the computer with their chat. */
export function OthersReplies({ replies }: { replies: readonly OthersReply[] }) {
  const { text, format } = useWords();
  if (replies.length === 0) return null;
  const title = text('replies.others.title');
  return (
    <section className="reply-list" aria-label={title}>
      <h2 className="small">
        {title} <span className="number faint">{format.number(replies.length)}</span>{' '}
        <span className="faint small">{text('replies.others.hint')}</span>
      </h2>
      <ul>
        {replies.map((reply) => (
          <Row key={`${reply.campaignName} ${reply.phone} ${reply.atMs}`} reply={reply} />
        ))}
      </ul>
    </section>
  );
}

function Row({ reply: { name, phone, words, campaignName, computer, atMs, state } }: { reply: OthersReply }) {
  const { text, format } = useWords();
  const nowMs = useNow(30_000);
  return (
    <li className="reply-open gap-0-2 reply-others grid lined" data-settled={state === 'waiting' ? undefined : ''}>
      <span className="reply-name strong clip">
        {name === '' ? <bdi dir="ltr">{format.phone(phone)}</bdi> : <PersonName name={name} />}
      </span>
      <span className="small quiet end figures">
        {state === 'stopped' ? text('replies.stopped') : format.moment(atMs, nowMs)}
      </span>
      <span className="reply-said row gap-6px">
        <bdi className="clip" dir="auto">
          {words || text('message.chat.noWords')}
        </bdi>
      </span>
      <span className="reply-campaign small quiet clip">
        <bdi>{computer}</bdi> · <bdi>{campaignName}</bdi>
      </span>
    </li>
  );
}
