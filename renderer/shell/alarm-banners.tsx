import type { Alarm } from '../../domain/alarm.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useFormat, useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/use-ask.ts';

/** The alarms, above everything else and on every screen: each says whom it is about, and is acknowledged by itself. */
export function AlarmBanners() {
  const alarms = useOverview((overview) => overview.alarms);
  return alarms.map((alarm) => <AlarmBanner key={alarm.id} alarm={alarm} />);
}

function AlarmBanner({ alarm }: { readonly alarm: Alarm }) {
  const text = useText();
  const format = useFormat();
  const ask = useAsk();
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
          {messageId !== null && (
            <LinkButton onPress={() => openMessage(messageId)}>{text('alarm.showMessage')}</LinkButton>
          )}
          <Button onPress={() => ask('alarm:acknowledge', { id, who })}>{text('alarm.acknowledge')}</Button>
        </>
      }
    >
      {text(`dispatcherPause.${kind}`, { count: count ?? 1 })}{' '}
      {phone !== null && (
        <>
          <bdi>{name}</bdi> <bdi className="number">{format.phone(phone)}</bdi>,{' '}
        </>
      )}
      {format.time(raisedAtMs)}
    </Banner>
  );
}
