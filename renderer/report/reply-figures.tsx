import { Reply } from 'lucide-react';
import type { Report } from '../../domain/contract.ts';
import { useStore } from '../store/use-store.ts';
import { useWords } from '../text.tsx';
import { LinkButton } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';

type Props = { readonly campaignId: number; readonly replies: Report['replies']; readonly sent: number };

/** How many wrote back, which leads to what they wrote; and how many of them need somebody. */
export function ReplyFigures({ campaignId, replies, sent }: Props) {
  const { text, format } = useWords();
  const open = useStore((store) => store.open);
  const { people, waiting, stopped } = replies;
  if (people === 0) return null;
  return (
    <ul className="legend flex wrap small quiet above-3 figures">
      <li>
        <Icon of={Reply} />
        <LinkButton onPress={() => open({ screen: 'replies', campaignId })}>
          {text('report.replied', { count: people })}
        </LinkButton>
        <span className="faint">
          {text('report.shareOf', { share: format.percent(people, sent), of: format.number(sent) })}
        </span>
      </li>
      <li>
        {text('report.unanswered')} <b>{format.number(waiting)}</b>
      </li>
      <li>
        {text('report.stopped')} <b>{format.number(stopped)}</b>
      </li>
    </ul>
  );
}
