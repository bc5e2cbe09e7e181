import { Check, Minus, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ListReport } from '../../../../domain/contract.ts';
import { limits } from '../../../../domain/limits.ts';
import { leaveOut } from '../../../../domain/lists/row-cause.ts';
import { RichText, useText } from '../../../text.tsx';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icon.tsx';
import type { ChangeList } from '../use-list-change.ts';
import { isCause, useCauseWords } from './cause-words.ts';
import { RowsOfPart } from './group-rows.tsx';

/** Decisions that apply by themselves, for which the line says why. */
const explained = ['says_no', 'landline'] as const;

/** The decision that the operator may choose instead of the default one; null where there is no other. */
function otherWay(cause: string): string | null {
  if (cause === 'says_no') return 'as_is';
  return cause === 'landline' ? leaveOut : null;
}

/** A decision that was made, folded to one line, with Undo. */
export function DecidedLine(props: {
  readonly list: ListReport;
  readonly decided: ListReport['facts']['decided'][number];
  readonly change: ChangeList;
}) {
  const text = useText();
  const words = useCauseWords();
  const { list, change } = props;
  const { cause, as, count, repeats, isDefault } = props.decided;
  const turned = isDefault ? otherWay(cause) : null;
  const why = isDefault ? explained.find((one) => one === cause) : undefined;
  const [isShown, setShown] = useState(false);
  const isOut = as === leaveOut;
  const name = words.cause(cause);
  return (
    <>
      <div className="cause group-done row">
        <Icon of={isOut ? Minus : Check} className={isOut ? 'faint' : 'tone-good'} />
        <p>
          <RichText words={text('decide.line', { count, cause: name, done: words.done(as) })} />
          {cause === 'says_no' && isDefault && <Refusals list={list} />}
          {why !== undefined && <span className="faint"> {text(`decide.why.${why}`)}</span>}
          {repeats > 0 && <span className="faint"> {text('decide.repeats', { count: repeats })}</span>}
        </p>
        <Button
          kind="quiet"
          size="small"
          aria-expanded={isShown}
          aria-label={`${text(isShown ? 'decide.hide' : 'decide.show')}: ${name}`}
          onPress={() => setShown(!isShown)}
        >
          {text(isShown ? 'decide.hide' : 'decide.show')}
        </Button>
        {turned !== null && isCause(cause) && (
          <Button
            kind="quiet"
            size="small"
            aria-label={`${words.act(turned, count)}: ${name}`}
            onPress={() => change({ kind: 'decide', decisions: [{ cause, as: turned }] })}
          >
            {words.act(turned, count)}
          </Button>
        )}
        {!isDefault && isCause(cause) && (
          <Button
            kind="quiet"
            size="small"
            icon={Undo2}
            aria-label={`${text('decide.undo')}: ${name}`}
            onPress={() => change({ kind: 'undo', decision: { cause, as } })}
          >
            {text('decide.undo')}
          </Button>
        )}
      </div>
      {isShown && <RowsOfPart list={list} part={{ kind: 'decision', cause, as }} change={change} />}
    </>
  );
}

function Refusals({ list }: { list: ListReport }) {
  const text = useText();
  const { refusals } = list.facts;
  const named = refusals.slice(0, limits.refusalsNamed).map(({ index, words, count }) =>
    text('decide.refusal', {
      column: list.headers[index] ?? '',
      words: text('decide.actCount', { act: words, count }),
    }),
  );
  const isWhole = named.length === refusals.length;
  return <span className="faint"> {[...named, ...(isWhole ? [] : ['…'])].join(' · ')}</span>;
}
