import { isInDoubt } from '../../domain/state/account.ts';
import { restrictionEndMs } from '../../domain/state/restriction.ts';
import { alarmingPauses, type PauseReason } from '../../domain/state/state.ts';
import { OfAccount } from '../shared/accounts/account-now.tsx';
import { heldAccountOf, heldLinkOf, isLinkedAgain } from '../shared/resume-place.ts';
import { noNarrowing } from '../store/outbox-view.ts';
import { useActions, useOverview, useStore } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';

const alarms: ReadonlySet<PauseReason> = new Set(alarmingPauses);

/** Why sending is paused. Not for the operator's own pause, which the sidebar shows well enough. */
export function DispatcherBanner() {
  const { text, format } = useWords();
  const dispatcher = useOverview((overview) => overview.dispatcher);
  const held = useOverview(heldAccountOf);
  const isOfAll = useOverview(({ accounts }) => accounts.every((one) => one.dispatcher.kind === 'paused'));
  const isLinked = useOverview((overview) => heldLinkOf(overview).phase === 'ready');
  const screen = useStore(({ route }) => route.screen);
  const { showOutbox, open } = useActions();
  if (isInDoubt(dispatcher) && screen === 'outbox') {
    const look = () => showOutbox({ ...noNarrowing, campaignId: null, tab: 'failed', certainty: 'not_confirmed' });
    return (
      <Banner
        kind="paused"
        title={text('pausedBanner.unconfirmed', { count: dispatcher.count ?? 1 })}
        actions={
          <>
            <Button onPress={look}>{text('pausedBanner.look')}</Button>
            <GoOn />
          </>
        }
      >
        {text('pausedBanner.unconfirmedWhy')}
      </Banner>
    );
  }
  if (isLinkedAgain(dispatcher, isLinked)) return screen === 'outbox' ? <LinkedAgain /> : null;
  if (dispatcher.kind !== 'paused') return null;
  const { reason } = dispatcher;
  if (reason === 'operator') return null;
  const isAlarm = alarms.has(reason);
  // The end of WhatsApp's restriction of the account, as far as WhatsApp says.
  const endMs = restrictionEndMs(dispatcher.detail);
  if (!isAlarm && screen !== 'outbox') return null;
  const isAsked = reason === 'security_check' && !isLinked;
  const needsLink = reason === 'logged_out' || (reason === 'other_account' && !isLinked) || isAsked;
  return (
    <Banner
      kind={isAlarm ? 'alarm' : 'paused'}
      title={text(isAlarm ? 'pausedBanner.stopped' : 'pausedBanner.title')}
      actions={
        needsLink ? (
          <Button onPress={() => open({ screen: 'link', ...(held && { account: held.id }) })}>
            {text(isAsked ? 'shell.seeWhy' : 'pausedBanner.link')}
          </Button>
        ) : (
          <GoOn />
        )
      }
    >
      {reason === 'restricted'
        ? text('dispatcherPause.restricted', {
            date: endMs === null ? text('pausedBanner.noEnd') : format.dateTime(endMs),
          })
        : text(`dispatcherPause.${reason}`, { count: dispatcher.count ?? 1 })}
      {held?.phone && !isOfAll && <OfAccount phone={held.phone} />}
    </Banner>
  );
}

function GoOn() {
  const text = useText();
  const ask = useAsk();
  return (
    <Button kind="primary" onPress={() => ask('dispatcher:resume', undefined)}>
      {text('pausedBanner.goOn')}
    </Button>
  );
}

/** A lost link was made again, and only the operator's word is missing. */
function LinkedAgain() {
  const { text, format } = useWords();
  const link = useOverview(heldLinkOf);
  const linked = 'account' in link ? link.account : null;
  const phone = linked === null ? '' : format.phoneInText(linked.phone);
  const accounts = useOverview((overview) => overview.accounts);
  const all = useOverview(({ counts }) => counts.pending);
  const own = accounts.find((one) => one.phone === linked?.phone)?.pending;
  // If another phone was linked than the one the messages belong to, going on sends none of them.
  const others = all - accounts.reduce((sum, { pending }) => sum + pending, 0);
  const waiting = accounts.length > 1 ? (own ?? 0) : all;
  return (
    <Banner kind="paused" title={text('pausedBanner.again')} actions={<GoOn />}>
      {own === 0 && others > 0
        ? text('pausedBanner.againOther', { phone, count: others })
        : text('pausedBanner.againWhy', { phone, count: waiting })}
    </Banner>
  );
}
