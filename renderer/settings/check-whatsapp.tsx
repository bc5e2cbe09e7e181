import { Check, CircleHelp, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { CheckWord, WhatsAppCheck, WhatsAppChecks } from '../../domain/contract.ts';
import { useText, useWords } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Busy } from '../ui/busy.tsx';
import { Button } from '../ui/button.tsx';
import { CheckboxChoice } from '../ui/fields/choice.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useSaveFile } from '../ui/hooks/use-save-file.ts';
import { Icon } from '../ui/icon.tsx';
import { Sign } from '../ui/sign.tsx';

type Progress = 'untried' | 'trying' | WhatsAppChecks;
type What = WhatsAppCheck['what'];

/** In the order in which they are shown. Without a link most are not tried; the message is tried only on request. */
const whats = [
  'link',
  'page',
  'shapes',
  'gate',
  'look_up',
  'ids',
  'history',
  'restriction',
  'message',
] as const satisfies readonly What[];

/** Checks whether SendOnce and WhatsApp still fit each other, and says what to do if they do not. */
export function CheckWhatsApp() {
  const text = useText();
  const ask = useAsk();
  const [progress, setProgress] = useState<Progress>('untried');
  const [withMessage, setWithMessage] = useState(false);
  const check = async () => {
    setProgress('trying');
    setProgress((await ask('link:check', { withMessage })) ?? 'untried');
  };
  return (
    <div className="settings-check grid gap-3">
      <div className="settings-row row between gap-4">
        <div>
          <h3>{text('settings.check.title')}</h3>
          <p className="small faint">{text('settings.check.lead')}</p>
        </div>
        <Button onPress={check}>
          {text(typeof progress === 'string' ? 'settings.check.start' : 'settings.check.again')}
        </Button>
      </div>
      <CheckboxChoice label={text('settings.check.withMessage')} checked={withMessage} onChange={setWithMessage} />
      {progress === 'trying' && <Busy className="list-reading row quiet">{text('settings.check.trying')}</Busy>}
      {typeof progress !== 'string' && <Results found={progress} />}
    </div>
  );
}

function Results({ found }: { found: WhatsAppChecks }) {
  const text = useText();
  const saveFile = useSaveFile();
  return (
    <>
      <Advice found={found} />
      <table className="table table-inset rest" aria-label={text('settings.check.results')}>
        <thead>
          <tr>
            <th>{text('settings.check.tested')}</th>
            <th>{text('settings.check.result')}</th>
          </tr>
        </thead>
        <tbody>
          {whats.map((what) => (
            <tr key={what}>
              <td>{text(`settings.check.${what}`)}</td>
              <td>
                <Word word={found.checks.find((check) => check.what === what)?.word ?? 'untried'} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="settings-row row between gap-4">
        <p className="small faint">
          {found.version !== '' && text('settings.check.version', { version: found.version })}{' '}
          {text('settings.check.fileHint')}
        </p>
        <Button onPress={() => saveFile('link:saveCheck', undefined)}>{text('settings.check.save')}</Button>
      </div>
    </>
  );
}

function Word({ word }: { word: CheckWord | 'untried' }) {
  const text = useText();
  return (
    <span className="check-word">
      {word === 'pass' && <Icon of={Check} className="tone-good" />}
      {word === 'fail' && <Icon of={TriangleAlert} className="tone-bad" />}
      {word === 'unknown' && <Icon of={CircleHelp} className="faint" />}
      {word === 'untried' && <Sign kind="pending" className="faint" />}
      {text(`settings.check.${word}`)}
    </span>
  );
}

/** What to do about the most important failure. */
function Advice({ found }: { found: WhatsAppChecks }) {
  const { text, format } = useWords();
  const wordOf = (what: What) => found.checks.find((check) => check.what === what)?.word;
  const failed = (...some: readonly What[]) => some.some((what) => wordOf(what) === 'fail');
  if (failed('link')) return <Wrong title={text('settings.check.notLinked')} />;
  // A missing gate is the page's fault; a look-up can also fail because there is no connection.
  if (failed('gate', 'shapes')) return <Wrong title={text('settings.check.changed')} />;
  if (failed('page', 'look_up', 'ids', 'history', 'message'))
    return <Wrong title={text('settings.check.perhapsChanged')} />;
  if (failed('restriction')) {
    const untilMs = found.restrictedUntilMs;
    const date = untilMs === null ? text('pausedBanner.noEnd') : format.dateTime(untilMs);
    return <Wrong title={text('settings.check.restricted', { date })} />;
  }
  if (wordOf('message') === 'unknown') return <p role="status">{text('settings.check.notConfirmed')}</p>;
  if (found.checks.some(({ word }) => word === 'unknown')) return <p role="status">{text('settings.check.partly')}</p>;
  const isSent = wordOf('message') === 'pass';
  return <p role="status">{text(isSent ? 'settings.check.allFineWithMessage' : 'settings.check.allFine')}</p>;
}

function Wrong({ title }: { title: string }) {
  return <Banner boxed kind="alarm" title={title} />;
}
