import { useState } from 'react';
import type { Notice } from '../../domain/state/notice.ts';
import { useOverview, useStore } from '../store/use-store.ts';
import { useFormat, useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button, LinkButton } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Phone } from '../ui/names.tsx';

/** What was set aside, said quietly below everything that stops sending. One is shown until the others are asked for. */
export function NoticeBanners() {
  const notices = useOverview((overview) => overview.notices);
  const [isWhole, setWhole] = useState(false);
  const [first, ...others] = notices;
  if (first === undefined) return null;
  return (
    <div className="notices">
      <NoticeBanner
        key={first.id}
        notice={first}
        others={isWhole ? 0 : others.length}
        onOthers={() => setWhole(true)}
      />
      {isWhole && others.map((notice) => <NoticeBanner key={notice.id} notice={notice} others={0} />)}
    </div>
  );
}

function NoticeBanner({
  notice,
  others,
  onOthers = () => undefined,
}: {
  readonly notice: Notice;
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
  const { id, kind, messageId, campaignName, name, phone, raisedAtMs } = notice;
  const who = operator.trim() === '' ? text('alarm.unnamedOperator') : operator;
  return (
    <Banner
      kind="info"
      actions={
        <>
          {others > 0 && <LinkButton onPress={onOthers}>{text('setAsideNotice.others', { count: others })}</LinkButton>}
          {messageId !== null && (
            <LinkButton onPress={() => openMessage(messageId)}>{text('alarm.showMessage')}</LinkButton>
          )}
          <Button onPress={() => ask('notice:dismiss', { id, who })}>{text('setAsideNotice.dismiss')}</Button>
        </>
      }
    >
      {text(`setAsideNotice.kind.${kind}`)}{' '}
      {campaignName !== null && (
        <>
          <bdi>{campaignName}</bdi>
          {' · '}
        </>
      )}
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
