import type { ReactNode } from 'react';
import type { TeamState } from '../../../domain/contract.ts';
import { isUnanswered } from '../../../domain/state/team.ts';
import { useWords } from '../../text.tsx';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { useAsk } from '../../ui/hooks/use-ask.ts';
import { useNow } from '../../ui/hooks/use-now.ts';

/** States that pass by themselves: the team's database is waited for, or being told. */
export function TeamWaits(props: { state: TeamState; boxed?: boolean; more?: ReactNode }) {
  const { state, boxed = false, more } = props;
  const { text, format } = useWords();
  const ask = useAsk();
  const nowMs = useNow(10_000);
  if (state.kind === 'telling') {
    const title = state.all === 0 ? text('team.gathering') : text('team.telling', { done: state.done, all: state.all });
    return (
      <Banner kind="info" boxed={boxed} title={title}>
        {text('team.tellingWhy')}
      </Banner>
    );
  }
  if (state.kind !== 'waiting') return null;
  return (
    <Banner
      kind="info"
      boxed={boxed}
      title={text(isUnanswered(state) ? 'team.waitTitle' : 'team.refusesTitle', {
        time: format.moment(state.againAtMs, nowMs),
      })}
      actions={
        <>
          {more}
          <Button onPress={() => ask('team:tryNow', undefined)}>{text('team.tryNow')}</Button>
        </>
      }
    >
      {text(`failure.team_${state.why}`)} {text('team.waitBody')}
    </Banner>
  );
}
