import { type CSSProperties, Fragment } from 'react';
import type { ListReport } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import type { Audience } from '../../../domain/people/audience.ts';
import type { Condition } from '../../../domain/people/person-filter.ts';
import { useConditionWords } from '../../shared/people/condition-words.ts';
import { usePeopleChoices } from '../../shared/people/use-people.ts';
import { useText, useWords } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { useNow } from '../../ui/hooks/use-now.ts';
import { useRead } from '../../ui/hooks/use-read.ts';

/** The filter that made a list, who joined and left since, and each value's source. Nothing for a list from a file. */
export function AudienceCard(props: {
  readonly list: ListReport;
  /** Makes the list anew. Without it, the card says that this is done elsewhere. */
  readonly onDraw?: (conditions: Condition[], usesOld: boolean) => void;
}) {
  const { list, onDraw } = props;
  const { text, format } = useWords();
  const { choices } = usePeopleChoices();
  const words = useConditionWords(choices);
  const nowMs = useNow(60_000);
  const { audience } = list;
  const { value: changes } = useRead('list:audienceChanges', { listId: list.id }, { asks: audience !== null });
  if (audience === null || choices === null) return null;
  const hasChanged = changes !== null && changes.came + changes.went > 0;
  return (
    <Card title={text('people.source.title')} isStacked aria-label={text('people.source.title')}>
      <p>
        {text('people.source.drawn', {
          conditions: format.list(audience.conditions.map(words)),
          moment: format.moment(audience.drawnAtMs, nowMs),
        })}
      </p>
      {hasChanged && (
        <p role="status">
          {changes.went > 0 && <span>{text('people.source.went', { count: changes.went })} </span>}
          {changes.came > 0 && <span>{text('people.source.came', { count: changes.came })} </span>}
          {onDraw ? (
            <Button size="small" onPress={() => onDraw(audience.conditions, audience.usesOld)}>
              {text('people.source.drawAnew')}
            </Button>
          ) : (
            text('people.source.drawAtRecipients')
          )}
        </p>
      )}
      <OldValues audience={audience} onDraw={onDraw} />
      <Sources audience={audience} recipients={list.recipients} nowMs={nowMs} />
    </Card>
  );
}

/** Old values of a list are left empty unless the operator says otherwise. */
function OldValues(props: {
  readonly audience: Audience;
  readonly onDraw: ((conditions: Condition[], usesOld: boolean) => void) | undefined;
}) {
  const text = useText();
  const { audience, onDraw } = props;
  const { conditions, usesOld, withOld } = audience;
  if (withOld === 0 && !usesOld) return null;
  return (
    <p>
      {text(usesOld ? 'people.source.usesOld' : 'people.source.withOld', { count: withOld })}{' '}
      {onDraw && (
        <Button size="small" onPress={() => onDraw(conditions, !usesOld)}>
          {text(usesOld ? 'people.source.leaveOld' : 'people.source.useOld')}
        </Button>
      )}
    </p>
  );
}

function Sources({ audience, recipients, nowMs }: { audience: Audience; recipients: number; nowMs: number }) {
  const { text, format } = useWords();
  if (audience.columns.length === 0) return null;
  return (
    <dl className="kv grid">
      {audience.columns.map(({ header, sources }) => (
        <Fragment key={header}>
          <dt className="quiet clip">
            <bdi>{header}</bdi>
          </dt>
          <dd className="anywhere">
            {/* How many values are how old. The text says it too. */}
            <div className="bar age-bar" aria-hidden>
              {(['new', 'year', 'old'] as const).map((age) => {
                const those = sources.filter(({ atMs }) => ageOf(nowMs - atMs) === age);
                const people = those.reduce((sum, one) => sum + one.people, 0);
                const style = { '--share': (100 * people) / Math.max(1, recipients) } as CSSProperties;
                return people > 0 && <span key={age} className={`age-${age}`} style={style} />;
              })}
            </div>
            {sources.map(({ list, atMs, people }) => (
              <div key={`${list} ${atMs}`}>
                {text('people.source.from', {
                  list,
                  people: text('people.source.have', { count: people, total: format.number(recipients) }),
                  date: format.date(atMs),
                })}
                {nowMs - atMs > limits.valueOldMs && <strong> {text('people.source.old')}</strong>}
              </div>
            ))}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}

const freshMs = 90 * 24 * 60 * 60 * 1_000;

function ageOf(ms: number): 'new' | 'year' | 'old' {
  if (ms <= freshMs) return 'new';
  return ms <= limits.valueOldMs ? 'year' : 'old';
}
