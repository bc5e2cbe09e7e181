import { useRef, useState } from 'react';
import type { CampaignSummary, EventName, ReplyFilter, ReplyRow } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { searchTest } from '../../domain/messages/fold.ts';
import { replyGroups } from '../../domain/people/reply-views.ts';
import { AccountSelect } from '../shared/accounts/account-select.tsx';
import { useControlKeyOutside } from '../shared/control-key.ts';
import { FindField } from '../shared/find-field.tsx';
import { NewCampaignButton } from '../shared/new-campaign-button.tsx';
import { StopProposals } from '../shared/stop-proposals.tsx';
import { type OthersReply, useTeamReplies } from '../shared/team/use-team-replies.ts';
import { useOverview, useStore, useView } from '../store/use-store.ts';
import { useText, useWords } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Segmented } from '../ui/fields/choice.tsx';
import { InlineSelect } from '../ui/fields/select.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useKey, withAlt } from '../ui/hooks/use-key.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { ReadFailure } from '../ui/read-failure.tsx';
import { ScreenHeader } from '../ui/screen-header.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { UndoLine } from '../ui/undo-line.tsx';
import { Chat } from './chat.tsx';
import { OthersReplies } from './others-replies.tsx';
import { ReplyList } from './reply-list.tsx';
import { useReplyPages } from './use-reply-pages.ts';

/** People who wrote back, those who wait for an answer first, and the chat with one of them. */
export function RepliesScreen(props: {
  /** The message whose chat is open at first. */
  readonly messageId: number | null;
}) {
  const { text, format } = useWords();
  const open = useStore((store) => store.open);
  const waiting = useOverview(({ waitingReplies }) => waitingReplies);
  const [filter] = useView('replies');
  const { campaignId, account, search, group } = filter;
  const { rows, pages, failure, again } = useReplyPages(filter);
  const { stopped, stop, undoStop } = useStop(again);
  const { setDone, setLater, closed, closeAll, keepUndo, undoLast } = useDecisions(again);
  const others = useOthers(filter);
  const { openId, current, answered, openChat, goOnFrom, goOnInList, close } = useOpenChat(rows, props.messageId);
  useControlKeyOutside('z', () => void undoLast());
  const leaveForStops = () => {
    close();
    requestAnimationFrame(() => document.querySelector<HTMLElement>('.proposals button')?.focus());
  };
  // The last page may have emptied meanwhile, and from it a way leads back.
  const isListed = rows !== null && (rows.length > 0 || pages.number > 1);
  const isNarrowed = search !== '' || group !== 'all' || account !== null;
  return (
    <>
      <ScreenHeader
        className="header-plain lined"
        title={text('replies.title')}
        beside={<span className="quiet">{text('replies.waiting', { count: waiting })}</span>}
        actions={
          campaignId !== null && (
            <Button onPress={() => open({ screen: 'report', id: campaignId })}>{text('replies.openReport')}</Button>
          )
        }
      />
      <div className="desk" data-open={current === null ? undefined : ''}>
        <Scroll label={text('replies.title')} className="list grow">
          <ReplyToolbar isNarrow={current !== null} />
          <div className="reply-stops">
            {stopped && (
              <UndoLine
                words={text('proposals.added', { who: stopped.name || format.phoneInText(stopped.phone) })}
                onUndo={undoStop}
              />
            )}
            {closed && (
              <UndoLine words={text('replies.closedAll', { count: closed.count })} onUndo={() => closed.undo()} />
            )}
            <StopProposals onChanged={again} {...(current !== null && { onWhole: leaveForStops })} />
          </div>
          {failure !== null && <ReadFailure title={text('replies.cannotRead')} code={failure} onAgain={again} />}
          {rows !== null && !isListed && others.length === 0 && failure === null && (
            <NoReplies isNarrowed={isNarrowed} />
          )}
          {rows !== null && isListed && (
            <ReplyList
              rows={rows}
              pages={pages}
              openId={openId}
              onOpen={openChat}
              onCloseAll={() => closeAll(filter)}
            />
          )}
          <OthersReplies replies={others} />
        </Scroll>
        {current && (
          <Chat
            key={current.messageId}
            reply={current}
            answered={answered}
            onBack={openChat}
            onDone={() => {
              goOnInList(current);
              return setDone(current, current.waitsSinceMs !== null);
            }}
            onLater={() => {
              goOnInList(current);
              return setLater(current, current.remindAtMs === null);
            }}
            onStop={() => stop(current)}
            onTagged={keepUndo}
            onTaken={() => goOnFrom(current)}
            onLeave={() => focusRow(current.messageId)}
            onClose={close}
          />
        )}
      </div>
    </>
  );
}

function useOpenChat(rows: readonly ReplyRow[] | null, firstId: number | null) {
  const [openId, setOpenId] = useState(firstId);
  /** The person who was answered last; by then the next chat is open. */
  const [answered, setAnswered] = useState<ReplyRow | null>(null);
  const found = rows?.find(({ messageId }) => messageId === openId) ?? null;
  // A person who is answered or put off may leave the list, and a person who just wrote may not be among those shown.
  // Their chat stays until another is opened.
  const kept = useRef<ReplyRow | null>(null);
  if (found !== null) kept.current = found;
  const isElsewhere = openId !== null && rows !== null && found === null;
  const one = useRead('replies:get', { id: openId ?? 0 }, { asks: isElsewhere, events }).value;
  const current = found ?? one ?? (kept.current?.messageId === openId ? kept.current : null);
  const shownId = useRef(openId);
  shownId.current = openId;
  const openChat = (messageId: number, takesFocus = true) => {
    setAnswered(null);
    setOpenId(messageId);
    if (takesFocus) focusField();
  };
  const go = (by: 1 | -1) => {
    const at = rows?.findIndex(({ messageId }) => messageId === openId) ?? -1;
    const to = rows?.[at + by];
    if (to) openChat(to.messageId, document.activeElement?.closest('.composer') != null);
  };
  useKey(withAlt('ArrowDown'), () => go(1));
  useKey(withAlt('ArrowUp'), () => go(-1));
  const goOnFrom = (reply: ReplyRow) => {
    // The operator has opened another chat meanwhile, and is writing there.
    if (shownId.current !== reply.messageId) return;
    const next = nextWaiting(rows ?? [], reply.messageId);
    if (next === undefined) return;
    setOpenId(next.messageId);
    setAnswered(reply);
    focusField();
  };
  /** After a decision by key in the list, the next waiting conversation opens. */
  const goOnInList = (reply: ReplyRow) => {
    if (reply.waitsSinceMs === null || reply.remindAtMs !== null) return;
    const next = nextWaiting(rows ?? [], reply.messageId);
    if (next === undefined || !document.activeElement?.closest('.reply-list')) return;
    openChat(next.messageId, false);
    focusRow(next.messageId);
  };
  const close = () => {
    setOpenId(null);
    if (current !== null) focusRow(current.messageId);
  };
  return { openId, current, answered, openChat, goOnFrom, goOnInList, close };
}

function focusRow(messageId: number): void {
  requestAnimationFrame(() => document.getElementById(`reply-${messageId}`)?.focus());
}

/** People who wrote back to other computers and match the search. None is put off or belongs to an account here. */
function useOthers({ campaignId, account, search, group }: ReplyFilter): readonly OthersReply[] {
  const replies = useTeamReplies(null);
  if (account !== null || group === 'later') return [];
  const isFound = searchTest(search);
  return replies.filter(
    (reply) =>
      (campaignId === null || reply.campaignId === campaignId) &&
      (group === 'all' || (reply.state === 'waiting') === (group === 'waiting')) &&
      isFound(reply.phone, reply.name, reply.words),
  );
}

/** There is no field for people who want no messages. */
function focusField(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.composer .write')?.focus());
}

/** The next waiting person after this one in the list, else the first. */
function nextWaiting(rows: readonly ReplyRow[], messageId: number): ReplyRow | undefined {
  const at = rows.findIndex((row) => row.messageId === messageId);
  const waits = (row: ReplyRow) => row.messageId !== messageId && row.waitsSinceMs !== null && row.remindAtMs === null;
  return rows.slice(at + 1).find(waits) ?? rows.find(waits);
}

/** `isNarrow`: a chat stands beside it, and what is chosen takes little room, so that the list stays in sight. */
function ReplyToolbar({ isNarrow }: { isNarrow: boolean }) {
  const { text, format } = useWords();
  const [{ campaignId, account, search, group }, narrow] = useView('replies');
  // Its report leads here even if nobody replied yet.
  const isListed = ({ id, replied }: CampaignSummary) => replied > 0 || id === campaignId;
  const campaigns = useOverview((overview) => overview.campaigns).filter(isListed);
  const groups = {
    label: text('replies.show'),
    value: group,
    options: (['all', ...replyGroups] as const).map((value) => ({ value, label: text(`replies.group.${value}`) })),
    onChange: (chosen: ReplyFilter['group']) => narrow({ group: chosen }),
  };
  return (
    <div className="toolbar in-gutter row wrap">
      <FindField label={text('replies.search')} value={search} onChange={(words) => narrow({ search: words })} />
      <InlineSelect
        label={text('replies.campaign')}
        showLabel={!isNarrow}
        value={campaignId}
        none={text('outbox.allCampaigns')}
        options={campaigns.map(({ id, name, replied }) => ({
          value: id,
          label: `${name} (${format.number(replied)})`,
        }))}
        onChange={(id) => narrow({ campaignId: id })}
      />
      <AccountSelect chosen={account} quiet showLabel={!isNarrow} onChoose={(phone) => narrow({ account: phone })} />
      {isNarrow ? <InlineSelect {...groups} /> : <Segmented {...groups} />}
    </div>
  );
}

function NoReplies({ isNarrowed }: { isNarrowed: boolean }) {
  const text = useText();
  const isNothingSent = useOverview(({ counts }) => counts.sent === 0);
  return (
    <EmptyState
      isOfList
      action={isNothingSent && !isNarrowed && <NewCampaignButton />}
      title={text(isNarrowed ? 'replies.noneFound' : 'replies.emptyTitle')}
    >
      {text(isNarrowed ? 'replies.noneFoundBody' : 'replies.emptyBody')}
    </EmptyState>
  );
}

const events: readonly EventName[] = ['replies:changed'];

/** Puts a person who wrote back on the do-not-contact list. The last one can be undone. */
function useStop(onChanged: () => Promise<void>) {
  const ask = useAsk();
  const [stopped, setStopped] = useState<ReplyRow | null>(null);
  const stop = async (reply: ReplyRow) => {
    const note = reply.text.slice(0, limits.noteCharacters);
    if ((await ask('doNotContact:add', { phone: reply.phone, note })) === null) return;
    setStopped(reply);
    await onChanged();
  };
  const undoStop = async () => {
    if (stopped === null || (await ask('doNotContact:remove', { phone: stopped.phone })) === null) return;
    setStopped(null);
    await onChanged();
  };
  return { stopped, stop, undoStop };
}

/** The decisions about a chat apart from its answer. The last one can be undone. */
function useDecisions(onChanged: () => Promise<void>) {
  const ask = useAsk();
  const undo = useRef<(() => Promise<unknown>) | null>(null);
  const [closed, setClosed] = useState<{ readonly count: number; readonly undo: () => Promise<void> } | null>(null);
  const decide = async (done: () => Promise<unknown>, back: () => Promise<unknown>) => {
    const asked = done();
    // Set before main answers, so that an immediate Undo undoes this decision and not the one before.
    undo.current = async () => (await asked) !== null && back();
    if ((await asked) !== null) await onChanged();
  };
  const setDone = ({ messageId: id, lastAtMs }: ReplyRow, isDone: boolean) =>
    decide(
      () => ask('replies:setDone', { id, isDone, lastAtMs }),
      () => ask('replies:setDone', { id, isDone: !isDone, lastAtMs }),
    );
  const setLater = ({ messageId: id }: ReplyRow, isLater: boolean) =>
    decide(
      () => ask('replies:setLater', { id, isLater }),
      () => ask('replies:setLater', { id, isLater: !isLater }),
    );
  const closeAll = async (filter: ReplyFilter) => {
    const all = await ask('replies:setAllDone', filter);
    // A second press finds nobody who still waits.
    if (all === null || all.count === 0) return;
    const back = async () => {
      if ((await ask('replies:undoAllDone', { atMs: all.atMs })) === null) return;
      setClosed(null);
      await onChanged();
    };
    undo.current = back;
    setClosed({ count: all.count, undo: back });
    await onChanged();
  };
  const keepUndo = (back: (() => Promise<unknown>) | null) => {
    if (back !== null) undo.current = back;
  };
  const undoLast = async () => {
    const back = undo.current;
    undo.current = null;
    if (back === null) return;
    await back();
    await onChanged();
  };
  return { setDone, setLater, closed, closeAll, keepUndo, undoLast };
}
