import { limits } from '../../../domain/limits.ts';
import { useOverview } from '../../store/use-store.ts';
import { useFormat, useText } from '../../text.tsx';
import { Segmented } from '../../ui/fields/choice.tsx';
import { ScheduleBox, ScheduleField } from './schedule-field.tsx';
import { toMilliseconds } from './schedule-form.ts';
import { SchedulePart } from './schedule-part.tsx';
import type { ScheduleEditing } from './use-schedule.ts';

/** Nobody writes to different people faster than this. Practice mode does, since it sends nothing. */
const hastyGapMs = 3_000;

export function PaceFields({ editing }: { editing: ScheduleEditing }) {
  const text = useText();
  const { form } = editing;
  const isPractice = useOverview(({ practice }) => practice !== null);
  const isHasty = !isPractice && toMilliseconds(form.gapMinSeconds) < hastyGapMs;
  return (
    <SchedulePart title={text('campaign.when.paceTitle')}>
      <PaceChoice editing={editing} />
      <div className="field-row flex wrap">
        <ScheduleField
          editing={editing}
          of="gapMinSeconds"
          label={text('campaign.when.gapFrom')}
          unit={text('campaign.when.seconds')}
        />
        <ScheduleField
          editing={editing}
          of="gapMaxSeconds"
          label={text('campaign.when.gapTo')}
          unit={text('campaign.when.seconds')}
        />
      </div>
      <p className="small faint">{text('campaign.when.gapHint')}</p>
      {isHasty && <p className="small tone-warn">{text('campaign.when.gapShort')}</p>}
      <ScheduleBox editing={editing} of="hasDailyCap" label={text('campaign.when.cap')} />
      {form.hasDailyCap && (
        <div className="field-row flex wrap indented">
          <ScheduleField editing={editing} of="dailyCap" label={text('campaign.when.capLabel')} />
        </div>
      )}
      {(form.from?.accounts.length ?? 1) > 1 && <p className="small faint">{text('campaign.when.paceEach')}</p>}
    </SchedulePart>
  );
}

const paces = [
  { id: 'paceGentle', fromMs: limits.gentleGapMinMs, toMs: limits.gentleGapMaxMs },
  { id: 'paceUsual', fromMs: limits.usualGapMinMs, toMs: limits.usualGapMaxMs },
  { id: 'paceBrisk', fromMs: limits.briskGapMinMs, toMs: limits.briskGapMaxMs },
] as const;

/** A pace by name with its numbers. Other numbers can be typed below. */
function PaceChoice({ editing: { form, set } }: { editing: ScheduleEditing }) {
  const text = useText();
  const { seconds } = useFormat();
  const [minMs, maxMs] = [toMilliseconds(form.gapMinSeconds), toMilliseconds(form.gapMaxSeconds)];
  const chosen = paces.find(({ fromMs, toMs }) => minMs === fromMs && maxMs === toMs);
  const choose = (id: (typeof paces)[number]['id'] | 'paceOwn') => {
    const pace = paces.find((one) => one.id === id);
    if (pace) set({ gapMinSeconds: seconds(pace.fromMs), gapMaxSeconds: seconds(pace.toMs) });
  };
  // Other numbers are a pace too, so that one option is always chosen.
  const offered = [...paces.map(({ id }) => id), ...(chosen ? [] : ['paceOwn' as const])];
  return (
    <div className="row wrap gap-2-3">
      <Segmented
        label={text('campaign.when.pace')}
        value={chosen?.id ?? 'paceOwn'}
        onChange={choose}
        options={offered.map((id) => ({ value: id, label: text(`campaign.when.${id}`) }))}
      />
      {chosen && (
        <span className="quiet">
          {text('campaign.when.paceSeconds', { from: seconds(chosen.fromMs), to: seconds(chosen.toMs) })}
        </span>
      )}
    </div>
  );
}

/** A pilot: the first few messages, after which the campaign waits for approval. */
export function PilotFields({ editing }: { editing: ScheduleEditing }) {
  const text = useText();
  const { form } = editing;
  return (
    <SchedulePart title={text('campaign.when.pilotTitle')}>
      <ScheduleBox editing={editing} of="hasPilot" label={text('campaign.when.pilot')} />
      {form.hasPilot && (
        <div className="field-row flex wrap indented">
          <ScheduleField editing={editing} of="pilotCount" label={text('campaign.when.pilotLabel')} />
        </div>
      )}
      <p className="small faint">{text('campaign.when.pilotHint')}</p>
    </SchedulePart>
  );
}
