import { limits } from '../../../domain/limits.ts';
import { toSeconds } from '../../format.ts';
import { useOverview } from '../../store/use-store.ts';
import { useFormat, useText } from '../../text.tsx';
import { CheckboxChoice } from '../../ui/choice.tsx';
import { TextField } from '../../ui/field.tsx';
import type { ScheduleEditing } from './use-schedule.ts';

/** Nobody writes to another person more quickly than this. Practice does, since nothing leaves it. */
const hastyGapMs = 3_000;

/** How quickly messages follow each other, and how many go out on one day. */
export function PaceFields({ editing }: { readonly editing: ScheduleEditing }) {
  const text = useText();
  const format = useFormat();
  const { form, problems, set } = editing;
  const outOfRange = text('campaign.when.problem.gap_out_of_range', {
    least: toSeconds(limits.gapMinMs),
    most: format.number(limits.gapMaxMs / 1000),
  });
  const isPractice = useOverview(({ practice }) => practice !== null);
  const isHasty = !isPractice && Number(form.gapMinSeconds.trim().replace(',', '.')) * 1_000 < hastyGapMs;
  const reversed = problems.includes('gap_reversed') ? text('campaign.when.problem.gap_reversed') : null;
  return (
    <section>
      <div className="part-header">
        <h2>{text('campaign.when.paceTitle')}</h2>
      </div>
      <div className="fields">
        <div className="field-row">
          <TextField
            label={text('campaign.when.gapFrom')}
            value={form.gapMinSeconds}
            onChange={(gapMinSeconds) => set({ gapMinSeconds })}
            error={problems.includes('gap_min_out_of_range') ? outOfRange : null}
          />
          <TextField
            label={text('campaign.when.gapTo')}
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
          <div className="field-row field-row-indented">
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
      </div>
    </section>
  );
}

/** The first few messages as a pilot that waits for approval. */
export function PilotFields({ editing }: { readonly editing: ScheduleEditing }) {
  const text = useText();
  const { form, problems, set } = editing;
  return (
    <section>
      <div className="part-header">
        <h2>{text('campaign.when.pilotTitle')}</h2>
      </div>
      <div className="fields">
        <CheckboxChoice
          label={text('campaign.when.pilot')}
          checked={form.hasPilot}
          onChange={(hasPilot) => set({ hasPilot })}
        />
        {form.hasPilot && (
          <div className="field-row field-row-indented">
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
      </div>
    </section>
  );
}
