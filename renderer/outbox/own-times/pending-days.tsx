import { ChevronDown, ChevronRight } from 'lucide-react';
import { DateTime } from 'luxon';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { CampaignSummary, MessageFilter, MessageRow } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import type { PendingDay } from '../../../domain/schedule/own-times-plan.ts';
import { midnightAfter } from '../../../domain/schedule/zones.ts';
import { sortOf } from '../../store/outbox-view.ts';
import { noneSelected } from '../../store/selected.ts';
import { useStore } from '../../store/use-store.ts';
import { useText, useWords } from '../../text.tsx';
import { InlineSelect } from '../../ui/fields/select.tsx';
import { useRead } from '../../ui/hooks/use-read.ts';
import { Icon } from '../../ui/icon.tsx';

const noDays: readonly PendingDay[] = [];

/** The days on which messages with own times are sent; empty for other campaigns. Asked again as messages are sent. */
export function usePendingDays(campaign: CampaignSummary | null): readonly PendingDay[] {
  const isTimed = campaign?.schedule.own !== undefined || campaign?.schedule.weekly !== undefined;
  const version = `${campaign?.counts.pending} ${campaign?.nextDay}`;
  const { value } = useRead('campaign:days', { id: campaign?.id ?? 0 }, { asks: isTimed, version });
  return (isTimed ? value : null) ?? noDays;
}

const rangeOf = ({ fromMs, untilMs }: PendingDay) => ({ fromMs, untilMs });

type ByDay = NonNullable<ReturnType<typeof useByDay>>;

/** The days of a list. Today and tomorrow are unfolded, else the next day. Null where the list is not shown by days. */
export function useByDay(days: readonly PendingDay[]) {
  const view = useStore((store) => store.outbox);
  const select = useStore((store) => store.select);
  const [chosen, setChosen] = useState<ReadonlyMap<number, boolean>>(new Map());
  const { by, descending } = sortOf(view);
  const isOne = days.length < 2 || view.days != null || view.search !== '' || by !== 'time' || descending;
  const soonMs = DateTime.now().startOf('day').plus({ days: 2 }).toMillis();
  // A day unfolded or folded by hand stays so, even when it comes near.
  const isWanted = (day: PendingDay) => chosen.get(day.fromMs) ?? (day.fromMs < soonMs || day === days[0]);
  // Only as many days are unfolded as the list has room for, so that no day looks unfolded without its rows.
  const ranges = rangesOf(days.filter(isWanted)).slice(0, limits.openDays);
  const isOpen = (day: PendingDay) =>
    ranges.some(({ fromMs, untilMs }) => day.fromMs >= fromMs && day.untilMs <= untilMs);
  const open = days.filter(isOpen);
  useNothingMore(isOne ? null : open);
  if (isOne) return null;
  const toggle = (day: PendingDay) => {
    // Selected rows of a folded day would be out of sight, and unfolding a day would enlarge the selection.
    select(noneSelected);
    setChosen(new Map(chosen).set(day.fromMs, !isOpen(day)));
  };
  /** `ranges`: the days that the list is limited to; null where every day is folded. */
  return { days, ranges: ranges.length === 0 ? null : ranges, isOpen, toggle };
}

/** "All" was selected for the days in sight then, not for days that unfold by themselves later. Null: every day. */
function useNothingMore(open: readonly PendingDay[] | null): void {
  const isWhole = useStore((store) => store.selected.isWhole);
  const select = useStore((store) => store.select);
  const before = useRef(open);
  useEffect(() => {
    const known = before.current?.map(({ fromMs }) => fromMs);
    before.current = open;
    const isMore = !(open && open.length > 0 && open.every(({ fromMs }) => known?.includes(fromMs)));
    if (known && isMore && isWhole) select(noneSelected);
  });
}

/** Consecutive days form one range of the list. */
function rangesOf(days: readonly PendingDay[]): NonNullable<MessageFilter['days']> {
  const ranges: NonNullable<MessageFilter['days']> = [];
  for (const { fromMs, untilMs } of days) {
    const last = ranges.at(-1);
    if (last?.untilMs === fromMs) last.untilMs = untilMs;
    else ranges.push({ fromMs, untilMs });
  }
  return ranges;
}

/** The headers of days. Each is above its day's first row, after those of folded days; others are below all rows. */
export function useHeads(byDay: ByDay | null, rows: readonly MessageRow[]) {
  const days = byDay?.days ?? noDays;
  const places = JSON.stringify(placesOf(days, rows));
  const above = useMemo(() => new Map<number, readonly number[]>(JSON.parse(places)), [places]);
  const placed = [...above.values()].flat().length;
  const draw = (place: number): ReactNode => {
    const day = days[place];
    return day && byDay && <DayHead key={day.fromMs} day={day} byDay={byDay} />;
  };
  return { lines: { above, draw }, below: days.slice(placed).map((_, place) => draw(placed + place)) };
}

/** For each row, the positions of the days whose headers are above it. */
function placesOf(days: readonly PendingDay[], rows: readonly MessageRow[]): [row: number, days: number[]][] {
  const places: [number, number[]][] = [];
  let next = 0;
  for (const [index, { dueAtMs }] of rows.entries()) {
    const first = next;
    while (dueAtMs !== null && dueAtMs >= (days[next]?.fromMs ?? Number.POSITIVE_INFINITY)) next += 1;
    if (next > first) places.push([index, Array.from({ length: next - first }, (_, step) => first + step)]);
  }
  return places;
}

/** Chooses a single day to show. */
export function DayFilter({ days }: { days: readonly PendingDay[] }) {
  const text = useText();
  const nameOf = useDayName();
  const chosen = useStore((store) => store.outbox.days?.[0] ?? null);
  const showOutbox = useStore((store) => store.showOutbox);
  if (days.length === 0 && chosen === null) return null;
  return (
    <InlineSelect
      label={text('outbox.day')}
      quiet={false}
      value={chosen?.fromMs ?? null}
      none={text('outbox.anyDay')}
      options={days.map(({ fromMs }) => ({ value: fromMs, label: nameOf(fromMs) }))}
      onChange={(value) => {
        const day = days.find(({ fromMs }) => fromMs === value);
        showOutbox({ days: day === undefined ? null : [rangeOf(day)] });
      }}
    />
  );
}

function DayHead({ day, byDay: { isOpen, toggle } }: { day: PendingDay; byDay: ByDay }) {
  const { text, format } = useWords();
  const nameOf = useDayName();
  return (
    <h2 className="day-head is-directional">
      <button type="button" className="row" aria-expanded={isOpen(day)} onClick={() => toggle(day)}>
        <Icon of={isOpen(day) ? ChevronDown : ChevronRight} className="faint" />
        <span>{nameOf(day.fromMs)}</span>
        <span className="number quiet">{format.number(day.count)}</span>
        <span className="small faint">{text('outbox.dayFrom', { time: format.time(day.firstMs) })}</span>
      </button>
    </h2>
  );
}

/** The name of a day, with "today" and "tomorrow". */
function useDayName(): (fromMs: number) => string {
  const { text, format } = useWords();
  const today = DateTime.now().startOf('day');
  return (fromMs) => {
    const day = format.weekday(fromMs);
    if (fromMs === today.toMillis()) return text('outbox.today', { day });
    return fromMs === midnightAfter(today).toMillis() ? text('outbox.tomorrow', { day }) : day;
  };
}
