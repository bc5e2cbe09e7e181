import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure, ServerCheck } from '../../domain/contract.ts';
import { useFormat, useText, useWords } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { CheckboxChoice } from '../ui/fields/choice.tsx';
import { Icon } from '../ui/icon.tsx';

type Finding = ServerCheck['findings'][number];

/** What each finding speaks against. */
const subjects = {
  version: ['too_old'],
  disk: ['does_not_sync', 'torn_pages', 'commits_without_waiting'],
  line: ['not_encrypted'],
  standby: ['is_a_standby', 'standby_not_waited_for'],
  pooler: ['pooled'],
  identity: ['identity_unknown'],
  clock: ['clock_off'],
  schema: ['has_team', 'other_schema', 'no_schema_right', 'no_role_right'],
} as const satisfies Record<string, readonly Finding['what'][]>;
type Subject = keyof typeof subjects;

/** What was found on a server: first what prevents a team, then what is weak, then what is good. */
export function Found(props: {
  readonly check: { readonly found: ServerCheck; readonly atMs: number } | null;
  readonly failure: Failure | null;
  readonly takesOn: boolean;
  readonly onTakesOn: (takesOn: boolean) => void;
  readonly onCheck: () => Promise<void>;
}) {
  const { check, failure, takesOn, onTakesOn, onCheck } = props;
  const text = useText();
  const findings = check?.found.findings ?? [];
  const refuses = findings.filter(({ weight }) => weight === 'refuses');
  const weak = findings.filter(({ weight }) => weight === 'weak');
  return (
    <section className="found">
      <div className="found-head row between gap-4 lined">
        <h2 aria-live="polite">{check === null ? text('team.database') : <Sum {...{ check, refuses, weak }} />}</h2>
        <Button kind={check === null ? 'secondary' : 'quiet'} onPress={onCheck}>
          {text(check === null ? 'team.check' : 'team.checkAgain')}
        </Button>
      </div>
      {failure !== null && (
        <Banner kind="alarm" boxed>
          {text(`failure.${failure.code}`)}
        </Banner>
      )}
      {check !== null && (
        <ul>
          {[...refuses, ...weak].map((finding) => (
            <Against key={finding.what} finding={finding} />
          ))}
          {weak.length > 0 && refuses.length === 0 && (
            <li className="found-consent">
              <CheckboxChoice label={text('team.takesOn')} checked={takesOn} onChange={onTakesOn} />
            </li>
          )}
          {goodOf(findings).map((subject) => (
            <li key={subject} className="found-row marked">
              <Icon of={Check} className="tone-good" />
              <Good subject={subject} found={check.found} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Sum(props: {
  readonly check: { readonly atMs: number };
  readonly refuses: readonly Finding[];
  readonly weak: readonly Finding[];
}) {
  const { check, refuses, weak } = props;
  const text = useText();
  const time = useFormat().moment(check.atMs, check.atMs);
  if (refuses.length + weak.length === 0) return text('team.checkedGood', { time });
  if (refuses.length === 0) return text('team.checkedWeak', { time, weak: weak.length });
  return text('team.checkedBad', { time, refuses: refuses.length, weak: weak.length });
}

function Against({ finding: { what, weight, detail } }: { finding: Finding }): ReactNode {
  const text = useText();
  return (
    <li className="found-row marked">
      <Icon of={TriangleAlert} className={weight === 'weak' ? 'tone-warn' : 'tone-bad'} />
      <span>
        <b className="medium">{text(weight === 'weak' ? 'team.weak' : 'team.inTheWay')}</b>{' '}
        {text(`team.found.${what}.title`)}
      </span>
      <p className="small faint">
        {text(`team.found.${what}.why`)}{' '}
        <bdi dir="ltr" className="mono">
          {detail}
        </bdi>
      </p>
    </li>
  );
}

function goodOf(findings: readonly Finding[]): Subject[] {
  const against = new Set<string>(findings.map(({ what }) => what));
  return (Object.keys(subjects) as Subject[]).filter((subject) => !subjects[subject].some((what) => against.has(what)));
}

function Good({ subject, found }: { subject: Subject; found: ServerCheck }): ReactNode {
  const { text, format } = useWords();
  switch (subject) {
    case 'version':
      return text('team.good.version', { version: found.version });
    case 'line':
      return found.isHere ? text('team.good.here') : text('team.good.encrypted', { host: found.host });
    case 'clock':
      return text('team.good.clock', { time: format.duration(Math.abs(found.clockOffMs)) });
    default:
      return text(`team.good.${subject}`);
  }
}
