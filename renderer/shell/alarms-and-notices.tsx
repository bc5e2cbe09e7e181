import { Fragment, type ReactNode, useState } from 'react';
import type { Alarm } from '../../domain/state/alarm.ts';
import type { Notice } from '../../domain/state/notice.ts';
import { useOccasionWords } from '../shared/schedule-words.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Phone } from '../ui/names.tsx';

/** The alarms, on every screen. Each names its person, and is acknowledged by itself. */
export function AlarmBanners() {
  const text = useText();
  const alarms = useOverview((overview) => overview.alarms);
  return (
    <OneFirst className="alarms" all={alarms}>
      {(alarm, others) => (
        <SaidBanner
          kind="alarm"
          said={alarm}
          title={text('pausedBanner.stopped')}
          command="alarm:acknowledge"
          // Acknowledging the last alarm lets sending go on, and its button says so.
          done={text(alarms.length === 1 ? 'alarm.acknowledgeLast' : 'alarm.acknowledge')}
          others={others((count) => text('alarm.others', { count }))}
        >
          {text(`dispatcherPause.${alarm.kind}`, { count: alarm.count ?? 1 })}{' '}
        </SaidBanner>
      )}
    </OneFirst>
  );
}

/** What was set aside, shown quietly below everything that stops sending. */
export function NoticeBanners() {
  const text = useText();
  const occasionOf = useOccasionWords();
  const notices = useOverview((overview) => overview.notices);
  const dateOf = ({ kind, detail }: Notice) => (kind === 'date_unseen' ? occasionOf({ occasion: detail }) : '');
  return (
    <OneFirst className="notices" all={notices}>
      {(notice, others) => (
        <SaidBanner
          kind="info"
          said={notice}
          command="notice:dismiss"
          done={text('setAsideNotice.dismiss')}
          others={others((count) => text('setAsideNotice.others', { count }))}
        >
          {text(`setAsideNotice.kind.${notice.kind}`, { date: dateOf(notice) })}{' '}
          {notice.campaignName !== null && (
            <>
              <bdi>{notice.campaignName}</bdi>
              {' · '}
            </>
          )}
        </SaidBanner>
      )}
    </OneFirst>
  );
}

/** Shows one until the others are asked for, so that the screen below has room. */
function OneFirst<Said extends { readonly id: number }>(props: {
  readonly className: string;
  readonly all: readonly Said[];
  readonly children: (said: Said, others: (words: (count: number) => string) => ReactNode) => ReactNode;
}) {
  const { className, all, children } = props;
  const [isWhole, setWhole] = useState(false);
  const [first, ...others] = all;
  if (first === undefined) return null;
  const toOthers = (words: (count: number) => string) =>
    !isWhole && others.length > 0 && <LinkButton onPress={() => setWhole(true)}>{words(others.length)}</LinkButton>;
  return (
    <div className={className}>
      <Fragment key={first.id}>{children(first, toOthers)}</Fragment>
      {isWhole && others.map((said) => <Fragment key={said.id}>{children(said, () => null)}</Fragment>)}
    </div>
  );
}

type SaidProps = {
  readonly kind: 'alarm' | 'info';
  readonly said: Alarm | Notice;
  readonly title?: string;
  readonly command: 'alarm:acknowledge' | 'notice:dismiss';
  readonly done: string;
  readonly others: ReactNode;
  readonly children: ReactNode;
};

function SaidBanner({ said, command, done, others, children, ...banner }: SaidProps) {
  const { text, format } = useWords();
  const ask = useAsk();
  const nowMs = useNow(60_000);
  const openMessage = useStore((store) => store.openMessage);
  const operator = useOverview(({ settings }) => settings.operatorName);
  const { id, messageId, name, phone, raisedAtMs } = said;
  const who = operator.trim() === '' ? text('alarm.unnamedOperator') : operator;
  return (
    <Banner
      {...banner}
      actions={
        <>
          {others}
          {messageId !== null && (
            <LinkButton onPress={() => openMessage(messageId)}>{text('alarm.showMessage')}</LinkButton>
          )}
          <Button onPress={() => ask(command, { id, who })}>{done}</Button>
        </>
      }
    >
      {children}
      {phone !== null && (
        <>
          <bdi>{name}</bdi> <Phone phone={phone} />
          {' · '}
        </>
      )}
      {format.moment(raisedAtMs, nowMs)}
    </Banner>
  );
}
