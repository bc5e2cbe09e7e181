import { Info } from 'lucide-react';
import { useState } from 'react';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { useFormat, useText } from '../../text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { expectedFinishMs } from '../expected-finish.ts';
import { useScheduleWords } from '../schedule-words.ts';
import type { Draft } from '../use-draft.ts';
import { HoursFields } from './hours-fields.tsx';
import { PaceFields, PilotFields } from './pace-fields.tsx';
import { StartFields } from './start-fields.tsx';
import { useSchedule } from './use-schedule.ts';

type Props = {
  readonly draft: Draft;
  readonly check: CampaignCheck | null;
  /** Hears whether a field does not hold, so that the way on is barred. */
  readonly onProblems: (areThere: boolean) => void;
};

/** The third step: start, hours, pace and pilot, and when it all will be done. */
export function WhenStep({ draft, check, onProblems }: Props) {
  const text = useText();
  const [nowMs] = useState(Date.now);
  const editing = useSchedule(draft, onProblems);
  const { schedule } = draft.detail;
  return (
    <div className="body columns">
      <div className="stack">
        <StartFields editing={editing} schedule={schedule} nowMs={nowMs} />
        <HoursFields editing={editing} nowMs={nowMs} />
        <PaceFields editing={editing} />
        <PilotFields editing={editing} />
      </div>
      <aside className="stack">
        <section className="card">
          <div className="card-head">
            <h2>{text('campaign.when.done')}</h2>
          </div>
          <div className="card-body" aria-live="polite">
            <Finish draft={draft} check={check} nowMs={nowMs} />
          </div>
        </section>
        <ul className="checks">
          {(['gentle', 'keepOn'] as const).map((note) => (
            <li key={note}>
              <Icon of={Info} className="faint" />
              <div className="quiet">{text(`campaign.when.${note}`)}</div>
            </li>
          ))}
        </ul>
      </aside>
    </div>
  );
}

function Finish({ draft, check, nowMs }: Pick<Props, 'draft' | 'check'> & { readonly nowMs: number }) {
  const text = useText();
  const format = useFormat();
  const words = useScheduleWords();
  const { schedule, list } = draft.detail;
  const finishMs = expectedFinishMs(schedule, check?.willSend ?? list?.recipients ?? 0, nowMs);
  if (finishMs === null) return <p className="quiet">{text('campaign.when.doneUnknown')}</p>;
  return (
    <>
      <p className="lead">
        <strong>{text('campaign.when.doneAbout', { moment: format.moment(finishMs, nowMs) })}</strong>
      </p>
      <p className="quiet">
        {text('campaign.when.doneIn', { duration: format.duration(roundToMinute(finishMs - nowMs)) })}
      </p>
      <p className="small faint">{words.zone(schedule.timeZone, finishMs)}</p>
    </>
  );
}

/** Nobody plans by the second, and a guess should not look like knowledge. */
export function roundToMinute(durationMs: number): number {
  const minuteMs = 60_000;
  return durationMs < minuteMs ? durationMs : Math.round(durationMs / minuteMs) * minuteMs;
}
