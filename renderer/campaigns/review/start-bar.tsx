import { Undo2 } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Schedule } from '../../../domain/campaign.ts';
import { limits } from '../../../domain/limits.ts';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Spinner } from '../../ui/sign.tsx';
import { Key } from '../../ui/tooltip.tsx';
import type { StartState } from './use-start-countdown.ts';

type Props = {
  readonly id: number;
  /** How many get it; null when it is not known. */
  readonly people: number | null;
  readonly state: Exclude<StartState, { kind: 'ready' }>;
  readonly schedule: Schedule;
  /** Who is first; null when it is not known. */
  readonly firstName: string | null;
  readonly onUndo: () => void;
};

/** The bar in place of Send while the seconds run. Undo lies at the other end: a double click cannot reach it. */
export function StartingBar({ id, people, state, schedule, firstName, onUndo }: Props) {
  const text = useText();
  const words = useScheduleWords();
  const undo = useRef<HTMLButtonElement>(null);
  const says = useId();
  const drawn = useDrawn(id);
  const isCounting = state.kind === 'counting';
  const laterMs = schedule.startAtMs !== null && schedule.startAtMs > Date.now() ? schedule.startAtMs : null;
  useEffect(() => undo.current?.focus(), []);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      onUndo();
    };
    // Before the shell, whose Esc would leave the page.
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [onUndo]);
  return (
    <footer className="footer-bar start row gap-3 rigid lined-above">
      {isCounting && (
        <>
          <Countdown secondsLeft={state.secondsLeft} />
          <div id={says}>
            <p>
              <strong>
                {text(laterMs === null ? 'campaign.check.startingIn' : 'campaign.check.schedulingIn', {
                  count: state.secondsLeft,
                })}
              </strong>{' '}
              {text('campaign.check.nothingYet')}
            </p>
            {firstName !== null && (
              <p className="quiet">
                {laterMs === null
                  ? text('campaign.check.firstTo', { name: firstName, gap: words.gapShort(schedule) })
                  : text('campaign.check.firstToAt', {
                      name: firstName,
                      moment: words.moment(laterMs, schedule.timeZone),
                    })}
              </p>
            )}
          </div>
          <Button ref={undo} size="large" className="start-undo" aria-describedby={says} onPress={onUndo}>
            <Icon of={Undo2} />
            {text('campaign.check.undo')} <Key>Esc</Key>
          </Button>
        </>
      )}
      <span className="button button-quiet button-large push" role="status" aria-busy="true">
        <Spinner className="" />
        {drawn === null || people === null
          ? text(laterMs === null ? 'campaign.check.starting' : 'campaign.check.scheduling')
          : text('teamCampaign.drawing', { people: drawn, all: Math.max(drawn, people) })}
      </span>
    </footer>
  );
}

/** How many of its people are in the team's database by now, where it is started with the team. */
function useDrawn(id: number): number | null {
  const [drawn, setDrawn] = useState<number | null>(null);
  useEffect(
    () =>
      window.sendonce.events['teamCampaign:drawing']((told) => {
        if (told.id === id) setDrawn(told.people);
      }),
    [id],
  );
  return drawn;
}

function Countdown({ secondsLeft }: { secondsLeft: number }) {
  const text = useText();
  const seconds = limits.startUndoMs / 1000;
  return (
    <div
      className="start-count rigid relative"
      role="timer"
      aria-label={text('campaign.check.startingIn', { count: secondsLeft })}
    >
      <svg viewBox="0 0 40 40" aria-hidden="true">
        <circle cx="20" cy="20" r="18" />
        <circle
          cx="20"
          cy="20"
          r="18"
          pathLength={seconds}
          strokeDasharray={`${secondsLeft} ${seconds}`}
          transform="rotate(-90 20 20)"
        />
      </svg>
      <span className="number">{secondsLeft}</span>
    </div>
  );
}
