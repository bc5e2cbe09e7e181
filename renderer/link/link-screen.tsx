import { Lock } from 'lucide-react';
import { useState } from 'react';
import { useOverview } from '../store/use-store.ts';
import { RichText, useText } from '../text.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { Icon } from '../ui/icon.tsx';
import { LinkCard } from './link-card.tsx';
import { useLink } from './use-link.ts';

/** Links the operator's WhatsApp by QR code or by a code typed on the phone, and shows what WhatsApp asks then. */
export function LinkScreen() {
  const text = useText();
  const ask = useAsk();
  const isPractice = useOverview(({ practice }) => practice !== null);
  const { phase } = useLink().link;
  // Main does not know about the number's form until it is sent.
  const isCode = phase === 'code' || phase === 'code_refused';
  const [wantsPhone, setWantsPhone] = useState(isCode);
  const byPhone = wantsPhone || isCode;
  return (
    <div className="scroll link grid">
      <div className="link-grid grid">
        {phase === 'check' ? (
          <section>
            <h1 className="hero">{text('pausedShort.security_check')}</h1>
            <p className="lead quiet">{text('dispatcherPause.security_check')}</p>
          </section>
        ) : (
          <section>
            <h1 className="hero">{text('link.title')}</h1>
            <p className="lead quiet">{text('link.lead')}</p>
            <Steps byPhone={byPhone} />
            <OtherWay byPhone={byPhone} onChange={setWantsPhone} />
          </section>
        )}
        <LinkCard byPhone={byPhone} />
      </div>
      {!isPractice && phase !== 'check' && (
        <section className="practice-offer row lined-above">
          <div>
            <h2>{text('link.practiceTitle')}</h2>
            <p className="quiet">
              <RichText words={text('link.practiceBody')} />
            </p>
          </div>
          <Button className="push" onPress={() => ask('app:restart', { practice: true })}>
            {text('link.practice')}
          </Button>
        </section>
      )}
      <p className="marked gap-2 small faint">
        <Icon of={Lock} />
        {text('link.stays')}
      </p>
    </div>
  );
}

function Steps({ byPhone }: { byPhone: boolean }) {
  const text = useText();
  const steps = ['stepOpen', 'stepDevices', byPhone ? 'stepType' : 'stepScan'] as const;
  return (
    <ol className="how grid gap-4 lead">
      {steps.map((step, place) => (
        <li key={step}>
          <span className="how-mark grid center quiet figures">{place + 1}</span>
          <div>
            <RichText words={text(`link.${step}`)} />
            {step === 'stepDevices' && <small>{text('link.stepDevicesHint')}</small>}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Offered while there is a code to wait for; not while WhatsApp opens, or once it is linked. */
function OtherWay({ byPhone, onChange }: { byPhone: boolean; onChange: (byPhone: boolean) => void }) {
  const text = useText();
  const ask = useAsk();
  const { link, of } = useLink();
  const { phase } = link;
  const isCode = phase === 'code' || phase === 'code_refused';
  if (phase !== 'qr' && !isCode) return null;
  return (
    <div className="grid gap-2">
      {byPhone ? (
        <LinkButton
          onPress={() => {
            onChange(false);
            if (isCode) void ask('link:withQr', of);
          }}
        >
          {text('link.byQr')}
        </LinkButton>
      ) : (
        <LinkButton onPress={() => onChange(true)}>{text('link.byPhone')}</LinkButton>
      )}
      <LinkButton onPress={() => ask('link:inWindow', of)}>{text('link.passkeyAsked')}</LinkButton>
    </div>
  );
}
