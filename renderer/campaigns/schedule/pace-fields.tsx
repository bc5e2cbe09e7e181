import { limits } from '../../../domain/limits.ts';
import { useOverview } from '../../store/use-store.ts';
import { useFormat, useText, useWords } from '../../text.tsx';
import { CheckboxChoice, Segmented } from '../../ui/fields/choice.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { toMilliseconds } from './schedule-form.ts';
import { SchedulePart } from './schedule-part.tsx';
import type { ScheduleEditing } from './use-schedule.ts';

/** Nobody writes to another person more quickly than this. Practice does, since nothing leaves it. */
const hastyGapMs = 3_000;

/** How quickly messages follow each other, and how many go out on one day. */
export function PaceFields({ editing }: { editing: ScheduleEditing }) {
  const { text, format } = useWords();
  const { form, problems, set } = editing;
  const outOfRange = text('campaign.when.problem.gap_out_of_range', {
    least: format.seconds(limits.gapMinMs),
    most: format.number(limits.gapMaxMs / 1000),
  });
  const isPractice = useOverview(({ practice }) => practice !== null);
  const isHasty = !isPractice && toMilliseconds(form.gapMinSeconds) < hastyGapMs;
  const reversed = problems.includes('gap_reversed') ? text('campaign.when.problem.gap_reversed') : null;
  return (
    <SchedulePart title={text('campaign.when.paceTitle')}>
      <PaceChoice editing={editing} />
      <div className="field-row flex wrap">
        <TextField
          label={text('campaign.when.gapFrom')}
          unit={text('campaign.when.seconds')}
          value={form.gapMinSeconds}
          onChange={(gapMinSeconds) => set({ gapMinSeconds })}
          error={problems.includes('gap_min_out_of_range') ? outOfRange : null}
        />
        <TextField
          label={text('campaign.when.gapTo')}
          unit={text('campaign.when.seconds')}
          value={form.gapMaxSeconds}
          onChange={(gapMaxSeconds) => set({ gapMaxSeconds })}
          error={problems.includes('gap_max_out_of_range') ? outOfRange : reversed}
        />
      </div>
      <p className="small faint">{text('campaign.when.gapHint')}</p>
      {isHasty && <p className="small tone-warn">{text('campaign.when.gapShort')}</p>}
      <CheckboxChoice
        label={text('campaign.when.cap')}
        checked={form.hasDailyCap}
        onChange={(hasDailyCap) => set({ hasDailyCap })}
      />
      {form.hasDailyCap && (
        <div className="field-row flex wrap indented">
          <TextField
            label={text('campaign.when.capLabel')}
            value={form.dailyCap}
            onChange={(dailyCap) => set({ dailyCap })}
            error={
              problems.includes('daily_cap_out_of_range')
                ? text('campaign.when.problem.daily_cap_out_of_range', { most: limits.dailyCapMax })
                : null
            }
          />
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

/** A pace in a word, with its numbers beside it; whoever wants others writes them below. */
function PaceChoice({ editing: { form, set } }: { editing: ScheduleEditing }) {
  const text = useText();
  const { seconds } = useFormat();
  const [minMs, maxMs] = [toMilliseconds(form.gapMinSeconds), toMilliseconds(form.gapMaxSeconds)];
  const chosen = paces.find(({ fromMs, toMs }) => minMs === fromMs && maxMs === toMs);
  const choose = (id: (typeof paces)[number]['id'] | 'paceOwn') => {
    const pace = paces.find((one) => one.id === id);
    if (pace) set({ gapMinSeconds: seconds(pace.fromMs), gapMaxSeconds: seconds(pace.toMs) });
  };
  // Other numbers are a pace as well: one of these is always the chosen one.
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

/** The first few messages as a pilot that waits for approval. */
export function PilotFields({ editing }: { editing: ScheduleEditing }) {
  const text = useText();
  const { form, problems, set } = editing;
  return (
    <SchedulePart title={text('campaign.when.pilotTitle')}>
      <CheckboxChoice
        label={text('campaign.when.pilot')}
        checked={form.hasPilot}
        onChange={(hasPilot) => set({ hasPilot })}
      />
      {form.hasPilot && (
        <div className="field-row flex wrap indented">
          <TextField
            label={text('campaign.when.pilotLabel')}
            value={form.pilotCount}
            onChange={(pilotCount) => set({ pilotCount })}
            error={
              problems.includes('pilot_out_of_range')
                ? text('campaign.when.problem.pilot_out_of_range', { most: limits.pilotMaxCount })
                : null
            }
          />
        </div>
      )}
      <p className="small faint">{text('campaign.when.pilotHint')}</p>
    </SchedulePart>
  );
}
