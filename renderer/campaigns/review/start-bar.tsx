import { Undo2 } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { CampaignCheck, CampaignDetail } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { useScheduleWords } from '../../shared/schedule-words.ts';
import { useText } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Spinner } from '../../ui/sign.tsx';
import { Key } from '../../ui/tooltip.tsx';
import { useForecast } from '../schedule/use-forecast.ts';
import type { StartState } from './use-start-countdown.ts';

type Props = {
  readonly detail: CampaignDetail;
  /** How many people get it, and who is first; null when it is not known. */
  readonly check: CampaignCheck | null;
  readonly state: Exclude<StartState, { kind: 'ready' }>;
  readonly onUndo: () => void;
};

/** Replaces Send while the seconds count down. Undo is at the other end, where a double click cannot reach it. */
export function StartingBar({ detail, check, state, onUndo }: Props) {
  const text = useText();
  const undo = useRef<HTMLButtonElement>(null);
  const says = useId();
  const { id, schedule } = detail;
  const people = check?.willSend ?? null;
  const drawn = useDrawn(id);
  const isCounting = state.kind === 'counting';
  const isLater = schedule.startAtMs !== null && schedule.startAtMs > Date.now();
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
    <footer className="footer-bar in-gutter start row gap-3 rigid lined-above">
      {isCounting && (
        <>
          <Countdown secondsLeft={state.secondsLeft} />
          <div id={says}>
            <p>
              <strong>
                {text(isLater ? 'campaign.check.schedulingIn' : 'campaign.check.startingIn', {
                  count: state.secondsLeft,
                })}
              </strong>{' '}
              {text('campaign.check.nothingYet')}
            </p>
            <FirstOne {...{ detail, check }} />
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
          ? text(isLater ? 'campaign.check.scheduling' : 'campaign.check.starting')
          : text('teamCampaign.drawing', { people: drawn, all: Math.max(drawn, people) })}
      </span>
    </footer>
  );
}

/** Who is first; and when, if that is not at once: outside its hours a campaign begins to send later. */
function FirstOne({ detail, check }: Pick<Props, 'detail' | 'check'>) {
  const text = useText();
  const words = useScheduleWords();
  const [pressedMs] = useState(() => Date.now());
  const firstMs = useForecast(detail, check, pressedMs)?.days[0]?.firstMs ?? pressedMs;
  const { schedule } = detail;
  const name = check?.firstName;
  if (!name) return null;
  const atMs = Math.max(firstMs, schedule.startAtMs ?? 0);
  return (
    <p className="quiet">
      {atMs - pressedMs > limits.startUndoMs
        ? text('campaign.check.firstToAt', { name, moment: words.moment(atMs, schedule.timeZone) })
        : text('campaign.check.firstTo', { name, gap: words.gapShort(schedule) })}
    </p>
  );
}

/** How many of its people are in the team's database so far, if it is started with the team. */
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
