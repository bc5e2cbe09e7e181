import { KeyRound, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { restrictionEndMs } from '../../domain/state/restriction.ts';
import type { LinkProblem, LinkState } from '../../domain/state/state.ts';
import { useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Icon } from '../ui/icon.tsx';
import { Phone } from '../ui/names.tsx';
import { ProgressBar } from '../ui/progress.tsx';
import { Sign, Spinner } from '../ui/sign.tsx';
import { CardState, linkStateId } from './card-state.tsx';
import { PhoneCode } from './phone-code.tsx';
import { QrCode } from './qr-code.tsx';
import { useLink } from './use-link.ts';

/** The state of the link: the code to scan, a wait, or a problem with what to do about it. */
export function LinkCard({ byPhone }: { byPhone: boolean }) {
  const text = useText();
  const { link } = useLink();
  const isCode = link.phase === 'qr' || link.phase === 'code' || link.phase === 'code_refused';
  return (
    <section
      className="code"
      {...(isCode
        ? { 'aria-label': text(byPhone ? 'link.codeToType' : 'link.codeToScan') }
        : { 'aria-labelledby': linkStateId })}
    >
      {isCode && byPhone ? <PhoneCode link={link} /> : <Phase link={link} />}
    </section>
  );
}

function Phase({ link }: { link: LinkState }) {
  const text = useText();
  const open = useStore((store) => store.open);
  switch (link.phase) {
    case 'starting':
      return <Starting />;
    case 'fetching_browser':
      return <Fetching {...link} />;
    case 'qr':
      return (
        <>
          <QrCode content={link.qr} label={text('link.qrLabel')} />
          <CardState sign={<Spinner />} line={text('link.waiting')} hint={text('link.newCodeSoon')} />
        </>
      );
    case 'code':
    case 'code_refused':
      // The operator returned to the QR code, and main has not answered yet.
      return <Waiting line={text('link.starting')} hint={text('link.startingHint')} />;
    case 'passkey':
    case 'in_window':
      return <InWindow phase={link.phase} />;
    case 'check':
      return (
        <InWindow phase={link.isInWindow ? 'in_window' : 'check'}>
          <LinkButton onPress={() => open({ screen: 'settings', part: 'accounts' })}>
            {text('link.checkNothing')}
          </LinkButton>
        </InWindow>
      );
    case 'syncing':
      return (
        <Waiting line={text('link.syncing')} hint={text('link.syncingHint')}>
          <ProgressBar label={text('link.syncing')} value={link.percent} max={100} />
        </Waiting>
      );
    case 'ready':
      return <Ready {...link} />;
    case 'disconnected':
      return <Disconnected retryAtMs={link.retryAtMs} />;
    case 'logged_out':
      return <Problem line={text('link.loggedOut')} body={text('link.loggedOutBody')} action={text('link.newCode')} />;
    case 'failed':
      return <Failed {...link} />;
  }
}

type OfPhase<Phase> = Extract<LinkState, { readonly phase: Phase }>;

function Fetching({ receivedBytes, totalBytes }: OfPhase<'fetching_browser'>) {
  const { text, format } = useWords();
  const received = format.bytes(receivedBytes);
  return (
    <Waiting line={text('link.fetching')} hint={text('link.fetchingHint')}>
      <ProgressBar
        label={text('link.fetching')}
        value={totalBytes === null ? null : receivedBytes}
        max={totalBytes ?? 0}
      />
      <p className="number faint small">
        {totalBytes === null ? received : text('link.fetched', { received, total: format.bytes(totalBytes) })}
      </p>
    </Waiting>
  );
}

function Failed({ problem, detail }: OfPhase<'failed'>) {
  const { text, format } = useWords();
  const banEndsMs = problem === 'banned' ? restrictionEndMs(detail) : null;
  const line =
    banEndsMs === null
      ? text(`linkProblem.${problem}`)
      : text('link.bannedUntil', { date: format.dateTime(banEndsMs) });
  return <Problem line={line} action={text('link.tryAgain')} mayBeBrowser={ofBrowser.has(problem)} />;
}

/** Problems that another browser may not have. */
const ofBrowser: ReadonlySet<LinkProblem> = new Set([
  'no_browser',
  'browser_download_failed',
  'browser_crashed',
  'browser_refused',
  'version_too_old',
  'not_ready_in_time',
  'internal',
] satisfies LinkProblem[]);

/** A start that takes longer than this is called slow, and a way out is offered. */
const slowStartMs = 40_000;

function Starting() {
  const text = useText();
  const ask = useAsk();
  const { of } = useLink();
  const [sinceMs] = useState(() => Date.now());
  const isSlow = useNow() - sinceMs >= slowStartMs;
  if (!isSlow) return <Waiting line={text('link.starting')} hint={text('link.startingHint')} />;
  return (
    <Waiting line={text('link.starting')} hint={text('link.startingSlow')}>
      <Button onPress={() => ask('link:retry', of)}>{text('link.startAgain')}</Button>
      <OtherBrowser />
    </Waiting>
  );
}

/** A link to the choice of the browser that runs WhatsApp. */
function OtherBrowser() {
  const text = useText();
  const open = useStore((store) => store.open);
  return (
    <LinkButton onPress={() => open({ screen: 'settings', part: 'browser' })}>{text('link.otherBrowser')}</LinkButton>
  );
}

const ofWindow = {
  passkey: { line: 'link.passkey', body: 'link.passkeyBody', out: 'link.newCode' },
  check: { line: 'pausedShort.security_check', body: 'link.checkBody', out: null },
  in_window: { line: 'link.inWindow', body: 'link.inWindowBody', out: 'link.closeWindow' },
} as const;

/** A button into WhatsApp's own window, where a passkey can be used, and the way out of it. */
function InWindow({ phase, children }: { phase: keyof typeof ofWindow; children?: ReactNode }) {
  const text = useText();
  const ask = useAsk();
  const { of } = useLink();
  const { line, body, out } = ofWindow[phase];
  const isOpen = phase === 'in_window';
  return (
    <Waiting sign={isOpen ? <Spinner /> : <Icon of={KeyRound} />} line={text(line)}>
      <p className="quiet">{text(body)}</p>
      {!isOpen && (
        <Button kind="primary" onPress={() => ask('link:inWindow', of)}>
          {text('link.openWindow')}
        </Button>
      )}
      {out !== null && <LinkButton onPress={() => ask('link:withQr', of)}>{text(out)}</LinkButton>}
      {children}
    </Waiting>
  );
}

/** What is shown in place of the code, and the line below it. */
function Waiting(props: {
  /** The icon, if it is not a wait that is shown. */
  readonly sign?: ReactNode;
  readonly line: string;
  readonly hint?: string | undefined;
  readonly children?: ReactNode;
}) {
  const { sign = <Spinner />, line, hint, children } = props;
  return (
    <>
      <div className="code-form code-waiting grid">{children ?? <Spinner className="tone-accent sign-large" />}</div>
      <CardState sign={sign} line={line} hint={hint} />
    </>
  );
}

function Ready({ account }: OfPhase<'ready'>) {
  const text = useText();
  const open = useStore((store) => store.open);
  return (
    <Waiting sign={<Sign kind="sent" className="tone-good" />} line={text('link.ready')} hint={text('link.readyBody')}>
      <div>
        {account.name !== '' && (
          <p className="lead">
            <strong>
              <bdi>{account.name}</bdi>
            </strong>
          </p>
        )}
        <p className="quiet">
          <Phone phone={account.phone} />
        </p>
      </div>
      <Button kind="primary" onPress={() => open({ screen: 'outbox' })}>
        {text('link.toOutbox')}
      </Button>
    </Waiting>
  );
}

function Disconnected({ retryAtMs }: { retryAtMs: number | null }) {
  const { text, format } = useWords();
  const ask = useAsk();
  const { of } = useLink();
  const nowMs = useNow();
  const leftMs = retryAtMs === null ? 0 : Math.max(0, Math.ceil((retryAtMs - nowMs) / 1_000) * 1_000);
  return (
    <Waiting
      sign={<Spinner className="tone-warn" />}
      line={text('link.disconnected')}
      hint={leftMs > 0 ? text('link.retryIn', { time: format.duration(leftMs) }) : text('link.disconnectedHint')}
    >
      <Button onPress={() => ask('link:retry', of)}>{text('link.tryAgain')}</Button>
    </Waiting>
  );
}

function Problem(props: {
  readonly line: string;
  readonly body?: string;
  readonly action: string;
  readonly mayBeBrowser?: boolean;
}) {
  const { line, body, action, mayBeBrowser = false } = props;
  const ask = useAsk();
  const { of } = useLink();
  return (
    <Waiting sign={<Icon of={TriangleAlert} className="tone-bad" />} line={line}>
      {body && <p className="quiet">{body}</p>}
      <Button kind="primary" onPress={() => ask('link:retry', of)}>
        {action}
      </Button>
      {mayBeBrowser && <OtherBrowser />}
    </Waiting>
  );
}
