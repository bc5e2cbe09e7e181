import { useEffect, useState } from 'react';
import type { Schedule } from '../../../domain/campaign.ts';
import type { CampaignCheck } from '../../../domain/contract.ts';
import { useFormat } from '../../text.tsx';
import type { Draft } from '../use-draft.ts';
import { readForm, type ScheduleForm, toForm } from './schedule-form.ts';

export type ScheduleEditing = ReturnType<typeof useSchedule>;

export type ScheduleProps = {
  readonly editing: ScheduleEditing;
  /** Null until it is known. */
  readonly check: CampaignCheck | null;
  readonly schedule: Schedule;
  readonly nowMs: number;
  /** In a started campaign nobody presses Send any more: waiting messages are sent at once, or from a moment on. */
  readonly isStarted: boolean;
};

/** The fields of the When step. Valid values are saved at once; a wrong one stays in its field and is marked. */
export function useSchedule(draft: Draft, onProblems: (areThere: boolean) => void) {
  const format = useFormat();
  const [form, setForm] = useState(() => toForm(startOf(draft), Date.now(), format));
  const reading = readForm(form);
  const isWrong = !reading.ok;
  // A wrong value disappears with its field.
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

/** The schedule of a started campaign, whose start in the past is no problem: it continues at once. */
function startOf({ detail }: Draft): Schedule {
  const { schedule, state } = detail;
  const hasCome = schedule.startAtMs !== null && schedule.startAtMs <= Date.now();
  return state !== 'draft' && hasCome ? { ...schedule, startAtMs: null } : schedule;
}
