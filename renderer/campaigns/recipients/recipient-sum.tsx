import { useEffect, useRef, useState } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import { leaveOut } from '../../../domain/lists/row-cause.ts';
import { useText, useWords } from '../../text.tsx';
import { LeftOutSum } from '../../ui/fields/left-out-sum.tsx';
import { NoteLine } from '../../ui/note-line.tsx';
import { countFates } from './fates.ts';

const moveShownMs = 4_000;

export function RecipientSum({ list }: { list: ListReport }) {
  const text = useText();
  const move = useMove(list.recipients);
  const counts = countFates(list);
  const saysNo = list.facts.decided.find(({ cause, as }) => cause === 'says_no' && as === leaveOut)?.count ?? 0;
  const recipients = text('campaign.recipients.count', { count: list.recipients }).replaceAll(/<\/?strong>/g, '');
  return (
    <section className="card framed">
      <p className="visually-hidden" role="status">
        {move !== 0 && text('decide.moved', { recipients, open: list.cannotBeUsed })}
      </p>
      <div className="card-header row">
        <h2>{text('campaign.recipients.whoGets')}</h2>
      </div>
      <div className="card-body">
        <LeftOutSum
          start={{
            label: text(list.audience === null ? 'campaign.recipients.sumRows' : 'campaign.recipients.sumFitting'),
            count: list.rows,
          }}
          leftOut={[
            { label: text('leftOut.same_number'), count: list.sameNumber },
            { label: text('leftOut.do_not_contact'), count: list.doNotContact },
            ...(list.notChosen > 0 ? [{ label: text('leftOut.not_chosen'), count: list.notChosen }] : []),
            ...(saysNo > 0 ? [{ label: text('decide.saysNo'), count: saysNo }] : []),
            ...(list.leftOut > saysNo ? [{ label: text('leftOut.left_out'), count: list.leftOut - saysNo }] : []),
            { label: text('decide.fate.cannot_be_used'), count: counts.cannot_be_used },
            { label: text('decide.fate.one_click'), count: counts.one_click, isOpen: counts.one_click > 0 },
          ]}
          move={move}
          end={{ label: text('campaign.recipients.sumRecipients'), count: list.recipients }}
        />
      </div>
      {list.facts.countries.length > 0 && <WhereTheyAre countries={list.facts.countries} />}
    </section>
  );
}

function WhereTheyAre({ countries }: { countries: ListReport['facts']['countries'] }) {
  const { text, format } = useWords();
  return (
    <div className="where lined-above">
      <h3>{text('decide.where')}</h3>
      <dl className="sum">
        {countries.map(({ country, count, landlines }) => (
          <div key={country} className="sum-row flex between gap-4">
            <dt>
              {format.country(country)}
              {landlines > 0 && <small>{text('decide.landlines', { count: landlines })}</small>}
            </dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** How much a number has just changed, shown for a moment, so that the effect of a decision is seen. */
function useMove(now: number): number {
  const before = useRef(now);
  const [move, setMove] = useState(0);
  useEffect(() => {
    if (before.current === now) return;
    setMove(now - before.current);
    before.current = now;
    const timer = setTimeout(() => setMove(0), moveShownMs);
    return () => clearTimeout(timer);
  }, [now]);
  return move;
}

/** What the operator must know about the list: pairs that may be one person, and what is checked later. */
export function RecipientNotes({ list }: { list: ListReport }) {
  const text = useText();
  return (
    <ul className="checks grid gap-3">
      <PossibleDuplicatesNote list={list} />
      {list.facts.couples > 0 && (
        <NoteLine isQuiet>{text('campaign.recipients.couples', { count: list.facts.couples })}</NoteLine>
      )}
      <NoteLine isQuiet>{text('campaign.recipients.laterCheck')}</NoteLine>
    </ul>
  );
}

function PossibleDuplicatesNote({ list }: { list: ListReport }) {
  const { text, format } = useWords();
  const [first] = list.possibleDuplicates;
  if (first === undefined) return null;
  return (
    <NoteLine tone="warn">
      <strong>{text('campaign.recipients.possibleDuplicatesTitle')}</strong>{' '}
      {text('campaign.recipients.possibleDuplicates', {
        first: first.rowNumbers[0],
        second: first.rowNumbers[1],
        firstPhone: format.phoneInText(first.phones[0]),
        secondPhone: format.phoneInText(first.phones[1]),
      })}{' '}
      {list.possibleDuplicates.length > 1 &&
        text('campaign.recipients.possibleDuplicatesMore', { count: list.possibleDuplicates.length - 1 })}
    </NoteLine>
  );
}
