import { useScheduleWords } from '../shared/schedule-words.ts';
import { useText } from '../text.tsx';
import { useNow } from '../ui/hooks/use-now.ts';

/** When the paper was made, since its content may have changed. On the screen it is always current. */
export function MadeOnPaper({ timeZone }: { timeZone: string }) {
  const text = useText();
  const words = useScheduleWords();
  const nowMs = useNow(20_000);
  return <p className="print-only quiet">{text('report.made', { moment: words.moment(nowMs, timeZone) })}</p>;
}
