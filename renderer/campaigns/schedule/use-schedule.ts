import { useEffect, useState } from 'react';
import type { Schedule } from '../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { useFormat } from '../../text.tsx';
import type { Draft } from '../use-draft.ts';
import { readForm, type ScheduleForm, toForm } from './schedule-form.ts';

export type ScheduleEditing = ReturnType<typeof useSchedule>;

/** What the parts of the step are made of. */
export type ScheduleProps = {
  readonly editing: ScheduleEditing;
  /** Where the people are, and on which days each account has sent from here; null until it has been asked. */
  readonly check: CampaignCheck | null;
  readonly schedule: Schedule;
  readonly nowMs: number;
  /** For a started campaign nobody presses Send any more: what waits goes out at once, or not before a moment. */
  readonly isStarted: boolean;
};

/** The When step's fields. What holds is saved at once; what does not stays in its field and is marked. */
export function useSchedule(draft: Draft, onProblems: (areThere: boolean) => void) {
  const format = useFormat();
  const [form, setForm] = useState(() => toForm(startOf(draft), Date.now(), format));
  const reading = readForm(form);
  const isWrong = !reading.ok;
  // What does not hold is gone with its field.
  useEffect(() => {
    onProblems(isWrong);
    return () => onProblems(false);
  }, [isWrong, onProblems]);
  return {
    form,
    problems: reading.ok ? [] : reading.problems,
    set: (change: Partial<ScheduleForm>) => {
      const next = { ...form, ...change };
      setForm(next);
      const nextReading = readForm(next);
      if (nextReading.ok) draft.change({ schedule: nextReading.schedule });
    },
  };
}

/** For a started campaign whose start has passed, that is no problem: it goes on at once. */
function startOf({ detail }: Draft): Schedule {
  const { schedule, state } = detail;
  const hasCome = schedule.startAtMs !== null && schedule.startAtMs <= Date.now();
  return state !== 'draft' && hasCome ? { ...schedule, startAtMs: null } : schedule;
}
