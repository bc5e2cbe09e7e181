import { Check, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { WhatsAppCheck } from '../../domain/contract.ts';
import { useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sign, Spinner } from '../ui/sign.tsx';
import { useAsk } from '../ui/use-ask.ts';

type Progress = 'untried' | 'trying' | readonly WhatsAppCheck[];

/** In the order in which they are tried. Without a link the others are not. */
const tried = ['link', 'gate', 'look_up', 'ids', 'history'] as const satisfies readonly WhatsAppCheck['what'][];

/** Says whether SendOnce and WhatsApp still fit each other, and what to do when they do not. */
export function CheckWhatsApp() {
  const text = useText();
  const ask = useAsk();
  const [progress, setProgress] = useState<Progress>('untried');
  const check = async () => {
    setProgress('trying');
    setProgress((await ask('link:check', undefined)) ?? 'untried');
  };
  return (
    <div className="settings-check">
      <div className="settings-row">
        <div>
          <h3>{text('settings.check.title')}</h3>
          <p className="small faint">{text('settings.check.lead')}</p>
        </div>
        <Button onPress={check}>
          {text(typeof progress === 'string' ? 'settings.check.start' : 'settings.check.again')}
        </Button>
      </div>
      {progress === 'trying' && (
        <p className="list-reading" role="status">
          <Spinner />
          {text('settings.check.trying')}
        </p>
      )}
      {typeof progress !== 'string' && <Results checks={progress} />}
    </div>
  );
}

function Results({ checks }: { readonly checks: readonly WhatsAppCheck[] }) {
  const text = useText();
  return (
    <>
      <ul className="sum" aria-label={text('settings.check.results')}>
        {tried.map((what) => (
          <Result key={what} what={what} isFine={checks.find((check) => check.what === what)?.isFine ?? null} />
        ))}
      </ul>
      <Advice wrong={checks.filter((check) => !check.isFine).map((check) => check.what)} />
    </>
  );
}

/** `isFine` null: not tried, because something before it failed. */
function Result({ what, isFine }: { readonly what: WhatsAppCheck['what']; readonly isFine: boolean | null }) {
  const text = useText();
  const word = isFine === null ? 'untried' : isFine ? 'fine' : 'wrong';
  return (
    <li className="sum-row">
      <span>{text(`settings.check.${what}`)}</span>
      <span className="check-word">
        {isFine === null && <Sign kind="pending" className="faint" />}
        {isFine !== null && <Icon of={isFine ? Check : TriangleAlert} className={isFine ? 'tone-good' : 'tone-bad'} />}
        {text(`settings.check.${word}`)}
      </span>
    </li>
  );
}

function Advice({ wrong }: { readonly wrong: readonly WhatsAppCheck['what'][] }) {
  const text = useText();
  if (wrong.length === 0) return <p role="status">{text('settings.check.allFine')}</p>;
  // A gate that does not stand is the page's doing; a look-up may also fail for want of a connection.
  const word = wrong.includes('link') ? 'notLinked' : wrong.includes('gate') ? 'changed' : 'perhapsChanged';
  return <Banner boxed kind="alarm" title={text(`settings.check.${word}`)} />;
}
