import { Info } from 'lucide-react';
import { useOverview } from '../store/use-store.ts';
import { useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { Icon } from '../ui/icon.tsx';

/** Says that nothing is real, and at what pace: across the whole window, as long as practice lasts. */
export function PracticeBanner() {
  const { text, format } = useWords();
  const ask = useAsk();
  const isPractice = useOverview((overview) => overview.practice !== null);
  const { gapMinMs, ackWaitMs } = useOverview((overview) => overview.settings);
  if (!isPractice) return null;
  return (
    <div className="banner-practice row gap-3" role="status">
      <Icon of={Info} />
      <strong>{text('shell.practice')}</strong>
      <span className="quiet">{text('shell.practiceSafe')}</span>
      <span className="quiet practice-pace">
        {text('shell.practicePace', {
          gap: format.duration(gapMinMs),
          wait: format.duration(ackWaitMs),
        })}
      </span>
      <Button size="small" className="push" onPress={() => ask('app:restart', { practice: false })}>
        {text('shell.leavePractice')}
      </Button>
    </div>
  );
}
