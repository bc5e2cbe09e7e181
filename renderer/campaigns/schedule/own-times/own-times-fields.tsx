import type { ListReport } from '../../../../domain/contract.ts';
import type { OwnTimes } from '../../../../domain/schedule/own-times-rule.ts';
import { useText } from '../../../text.tsx';
import { CheckboxChoice } from '../../../ui/fields/choice.tsx';
import { Select } from '../../../ui/fields/select.tsx';
import { ScheduleField } from '../schedule-field.tsx';
import type { ScheduleEditing } from '../use-schedule.ts';

type Props = {
  readonly editing: ScheduleEditing;
  readonly own: OwnTimes;
  readonly list: ListReport;
  readonly onColumn: (column: number) => void;
};

/** How long before or after which date, at which time of day and by whose clock. */
export function OwnTimesFields({ editing, own, list, onColumn }: Props) {
  const text = useText();
  const { form, set } = editing;
  const change = (part: Partial<OwnTimes>) => set({ own: { ...own, ...part } });
  const columns = list.headers.map((header, index) => ({ value: index, label: header || `${index + 1}` }));
  const isOnTheDay = own.unit === 'days' && own.count === 0 && form.ownCount === '0';
  return (
    <>
      <div className="field-row flex wrap">
        <Select
          label={text('campaign.own.side')}
          value={isOnTheDay ? 'on' : own.side}
          options={(['before', 'on', 'after'] as const).map((value) => ({
            value,
            label: text(`campaign.own.${value}`),
          }))}
          onChange={(side) => {
            if (side === 'on') set({ ownCount: '0', own: { ...own, count: 0, unit: 'days' } });
            else set({ ownCount: isOnTheDay ? '1' : form.ownCount, own: { ...own, side } });
          }}
        />
        {!isOnTheDay && (
          <>
            <ScheduleField editing={editing} of="ownCount" type="number" label={text('campaign.own.count')} />
            <Select
              label={text('campaign.own.unit')}
              value={own.unit}
              options={(['days', 'hours'] as const).map((value) => ({ value, label: text(`campaign.own.${value}`) }))}
              onChange={(unit) => change({ unit })}
            />
          </>
        )}
        <Select
          label={text('campaign.own.column')}
          value={own.column}
          options={columns}
          onChange={onColumn}
          {...(own.column in list.headers ? {} : { hint: text('campaign.own.columnGone') })}
        />
        {own.unit === 'days' && (
          <ScheduleField editing={editing} of="ownTime" type="time" label={text('campaign.own.at')} />
        )}
        <Select
          label={text('campaign.own.clock')}
          value={own.clock}
          options={(['theirs', 'campaign'] as const).map((value) => ({
            value,
            label: text(`campaign.own.${value === 'theirs' ? 'theirs' : 'here'}`),
          }))}
          onChange={(clock) => change({ clock })}
        />
        <Select
          label={text('campaign.own.key')}
          value={own.key ?? null}
          none={text('campaign.own.keyUsual')}
          options={columns}
          onChange={(key) => {
            const { key: _, ...rest } = own;
            set({ own: key === null ? rest : { ...rest, key } });
          }}
        />
      </div>
      {own.side === 'before' && !isOnTheDay && (
        <CheckboxChoice
          label={text('campaign.own.untilDate')}
          checked={own.untilDate === true}
          onChange={(untilDate) => change({ untilDate })}
        />
      )}
      <CheckboxChoice
        label={text('campaign.own.everyYear')}
        checked={own.everyYear}
        onChange={(everyYear) => change({ everyYear })}
      />
    </>
  );
}

/** The initial rule of a draft: the evening before, by the first column that holds only dates. */
export function firstRule(list: ListReport): OwnTimes {
  const dated = list.facts.numbers.values.find(({ forms }) =>
    forms.some((form) => form !== 'point' && form !== 'comma'),
  );
  const others = list.mapping?.fields[0]?.index ?? 0;
  return {
    column: dated?.index ?? others,
    count: 1,
    unit: 'days',
    side: 'before',
    atMinute: 18 * 60,
    clock: 'theirs',
    everyYear: false,
    decisions: [],
  };
}
