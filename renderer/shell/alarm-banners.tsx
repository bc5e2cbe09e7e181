import { useState } from 'react';
import type { Alarm } from '../../domain/state/alarm.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useFormat, useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Phone } from '../ui/names.tsx';

/**
 * The alarms, above everything else and on every screen: each says whom it is about, and is acknowledged by itself. One is
 * shown until the others are asked for, so that there is room for the screen below.
 */
export function AlarmBanners() {
  const alarms = useOverview((overview) => overview.alarms);
  const [isWhole, setWhole] = useState(false);
  const [first, ...others] = alarms;
  if (first === undefined) return null;
  return (
    <div className="alarms">
      <AlarmBanner
        key={first.id}
        alarm={first}
        isLast={others.length === 0}
        others={isWhole ? 0 : others.length}
        onOthers={() => setWhole(true)}
      />
      {isWhole && others.map((alarm) => <AlarmBanner key={alarm.id} alarm={alarm} isLast={false} others={0} />)}
    </div>
  );
}

function AlarmBanner({
  alarm,
  isLast,
  others,
  onOthers = () => undefined,
}: {
  readonly alarm: Alarm;
  /** Sending is free of alarms once this one is acknowledged, and its button says so. */
  readonly isLast: boolean;
  /** How many more there are that are not shown. */
  readonly others: number;
  readonly onOthers?: () => void;
}) {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
  const nowMs = useNow(60_000);
  const openMessage = useStore((store) => store.openMessage);
  const operator = useOverview(({ settings }) => settings.operatorName);
  const { id, kind, messageId, name, phone, count, raisedAtMs } = alarm;
  const who = operator.trim() === '' ? text('alarm.unnamedOperator') : operator;
  return (
    <Banner
      kind="alarm"
      title={text('pausedBanner.stopped')}
      actions={
        <>
          {others > 0 && <LinkButton onPress={onOthers}>{text('alarm.others', { count: others })}</LinkButton>}
          {messageId !== null && (
            <LinkButton onPress={() => openMessage(messageId)}>{text('alarm.showMessage')}</LinkButton>
          )}
          <Button onPress={() => ask('alarm:acknowledge', { id, who })}>
            {text(isLast ? 'alarm.acknowledgeLast' : 'alarm.acknowledge')}
          </Button>
        </>
      }
    >
      {text(`dispatcherPause.${kind}`, { count: count ?? 1 })}{' '}
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
