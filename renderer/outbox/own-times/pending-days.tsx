import { ChevronDown, ChevronRight } from 'lucide-react';
import { DateTime } from 'luxon';
import { useEffect, useState } from 'react';
import type { CampaignSummary } from '../../../domain/contract.ts';
import type { PendingDay } from '../../../domain/schedule/own-times-plan.ts';
import { call } from '../../api.ts';
import { sortOf } from '../../store/outbox-view.ts';
import { useStore } from '../../store/use-store.ts';
import { useFormat, useText } from '../../text.tsx';
import { InlineSelect } from '../../ui/fields/select.tsx';
import { Icon } from '../../ui/icon.tsx';

const noDays: readonly PendingDay[] = [];
const any = 'any';

/** On which days messages of a campaign go that have times of their own; none for all others. Asked anew as they go. */
export function usePendingDays(campaign: CampaignSummary | null): readonly PendingDay[] {
  const [days, setDays] = useState(noDays);
  const id = campaign?.id ?? null;
  const isTimed = campaign?.schedule.own !== undefined || campaign?.schedule.weekly !== undefined;
  const pending = campaign?.counts.pending ?? 0;
  const atMs = campaign?.nextDay ?? '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits has changed with the count
  useEffect(() => {
    let isOver = false;
    setDays((known) => (isTimed ? known : noDays));
    if (id !== null && isTimed)
      void call('campaign:days', { id }).then((result) => {
        if (!isOver) setDays(result.ok ? result.value : noDays);
      });
    return () => {
      isOver = true;
    };
  }, [id, isTimed, pending, atMs]);
  return days;
}

export const rangeOf = ({ fromMs, untilMs }: PendingDay) => ({ fromMs, untilMs });

/** The days of a list that is shown by days, and the one that is open; null where the list is shown as one. */
export function useOpenDay(days: readonly PendingDay[]) {
  const view = useStore((store) => store.outbox);
  const [chosen, setChosen] = useState<number | null>(null);
  const { by, descending } = sortOf(view);
  const isOne = days.length < 2 || view.day != null || view.search !== '' || by !== 'time' || descending;
  const [first] = days;
  if (isOne || first === undefined) return null;
  return { open: days.find(({ fromMs }) => fromMs === chosen) ?? first, setOpen: setChosen };
}

/** Which day is shown alone. */
export function DayFilter({ days }: { readonly days: readonly PendingDay[] }) {
  const text = useText();
  const nameOf = useDayName();
  const chosen = useStore((store) => store.outbox.day ?? null);
  const showOutbox = useStore((store) => store.showOutbox);
  if (days.length === 0 && chosen === null) return null;
  return (
    <InlineSelect
      label={text('outbox.day')}
      quiet={false}
      value={chosen === null ? any : `${chosen.fromMs}`}
      options={[
        { value: any, label: text('outbox.anyDay') },
        ...days.map((day) => ({ value: `${day.fromMs}`, label: nameOf(day.fromMs) })),
      ]}
      onChange={(value) => {
        const day = days.find(({ fromMs }) => `${fromMs}` === value);
        showOutbox({ day: day === undefined ? null : rangeOf(day) });
      }}
    />
  );
}

type HeadsProps = {
  readonly days: readonly PendingDay[];
  readonly open: PendingDay;
  readonly onOpen: (fromMs: number) => void;
};

/** A line for each day: how many go on it, and from when on. */
export function DayHeads({ days, open, onOpen }: HeadsProps) {
  const text = useText();
  const format = useFormat();
  const nameOf = useDayName();
  return days.map((day) => {
    const isOpen = day.fromMs === open.fromMs;
    return (
      <h2 key={day.fromMs} className="day-head is-directional">
        <button type="button" aria-expanded={isOpen} onClick={() => onOpen(day.fromMs)}>
          <Icon of={isOpen ? ChevronDown : ChevronRight} className="faint" />
          <span>{nameOf(day.fromMs)}</span>
          <span className="number quiet">{format.number(day.count)}</span>
          <span className="small faint">{text('outbox.dayFrom', { time: format.time(day.firstMs) })}</span>
        </button>
      </h2>
    );
  });
}

/** Today and tomorrow by their names too. */
function useDayName(): (fromMs: number) => string {
  const text = useText();
  const format = useFormat();
  const today = DateTime.now().startOf('day');
  return (fromMs) => {
    const day = format.weekday(fromMs);
    if (fromMs === today.toMillis()) return text('outbox.today', { day });
    return fromMs === today.plus({ days: 1 }).toMillis() ? text('outbox.tomorrow', { day }) : day;
  };
}
