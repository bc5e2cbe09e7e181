import type { ReportPause } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { pauseWords } from '../../domain/report/pause-words.ts';
import { useText, useWords } from '../text.tsx';

type Props = { readonly pauses: readonly ReportPause[]; readonly timeZone: string };

/** When nothing was sent and why, in words. The numbers are those of the bands in the chart. */
export function PauseList({ pauses, timeZone }: Props) {
  const text = useText();
  if (pauses.length === 0) return null;
  return (
    <>
      <h3 id="pauses">{text('report.pauses')}</h3>
      <ol className="pauses grid gap-1 figures" aria-labelledby="pauses">
        {pauses.map((pause) => (
          <li key={`${pause.fromMs} ${pause.campaignId} ${pause.reason}`}>
            <span>{pauseWords(text, pause)}</span>
            <PauseTime pause={pause} timeZone={timeZone} />
          </li>
        ))}
      </ol>
      {pauses.length === limits.pausesShown && (
        <p className="small faint">{text('report.pausesMore', { count: pauses.length })}</p>
      )}
    </>
  );
}

function PauseTime({ pause, timeZone }: { pause: ReportPause; timeZone: string }) {
  const { text, format } = useWords();
  const { fromMs, toMs } = pause;
  const from = format.dateTime(fromMs, timeZone);
  if (toMs === null) return <span className="faint small">{text('report.pausedSince', { from })}</span>;
  const isOneDay = format.date(fromMs, timeZone) === format.date(toMs, timeZone);
  const to = isOneDay ? format.time(toMs, timeZone) : format.dateTime(toMs, timeZone);
  const length = format.duration(toMs - fromMs);
  const words =
    format.dateTime(toMs, timeZone) === from
      ? text('report.pausedAt', { at: from, length })
      : text('report.pausedFromTo', { from, to, length });
  return <span className="faint small">{words}</span>;
}
