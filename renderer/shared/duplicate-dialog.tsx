import { useState } from 'react';
import type { CampaignDetail, CampaignSummary, FailureCode } from '../../domain/contract.ts';
import { limits } from '../../domain/limits.ts';
import { nameWithRoom } from '../../domain/people/plain-name.ts';
import { isSeries } from '../../domain/schedule/series.ts';
import { call } from '../api.ts';
import { useActions } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { RadioChoices } from '../ui/fields/choice.tsx';
import { TextField } from '../ui/fields/field.tsx';
import { useOneAtATime } from '../ui/hooks/use-one-at-a-time.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { useScheduleWords } from './schedule-words.ts';

/** A new draft like this campaign. Says what is copied, and that nobody gets the same text twice because of it. */
export function DuplicateDialog({ campaign, onClose }: { campaign: CampaignSummary; onClose: () => void }) {
  const text = useText();
  const { open, fromHere } = useActions();
  const [name, setName] = useState(() => copyName(campaign.name, text('campaigns.duplicate.suffix')));
  const [withList, setWithList] = useState(true);
  const [failure, setFailure] = useState<FailureCode | null>(null);
  const { value: original, failure: reading } = useRead('campaign:get', { id: campaign.id });
  const list = original?.list ?? null;
  // For a second message these are most people, since its list is that of the first one.
  const without = list === null || campaign.state === 'draft' ? 0 : list.recipients - campaign.total;
  const canMake = name.trim() !== '' && original !== null;

  const make = useOneAtATime(async () => {
    if (!canMake) return;
    const goOn = fromHere();
    const choice = { id: campaign.id, name: name.trim(), withList: withList && list !== null };
    const made = await call('campaign:duplicate', choice);
    if (!made.ok) return setFailure(made.failure.code);
    onClose();
    goOn(() => open({ screen: 'campaign', id: made.value.id, step: 'recipients' }));
  });

  const shown = failure ?? reading;
  return (
    <Dialog
      title={text('campaigns.duplicate.title')}
      onClose={onClose}
      actions={
        <Button kind="primary" onPress={make} disabled={!canMake}>
          {text('campaigns.duplicate.make')}
        </Button>
      }
    >
      <TextField
        label={text('campaign.name')}
        value={name}
        onChange={setName}
        onEnter={() => void make()}
        maxLength={limits.nameCharacters}
        autoFocus
      />
      {original !== null && <TakenOver detail={original} />}
      {list !== null && (
        <RadioChoices
          label={text('campaigns.duplicate.people')}
          value={withList ? 'with' : 'without'}
          options={[
            {
              value: 'with',
              label: text('campaigns.duplicate.withList', { count: list.recipients }),
              hint:
                without > 0
                  ? text('campaigns.duplicate.withListHint', { file: list.fileName, count: without })
                  : list.fileName,
            },
            {
              value: 'without',
              label: text('campaigns.duplicate.withoutList'),
              hint: text('campaigns.duplicate.withoutListHint'),
            },
          ]}
          onChange={(value) => {
            setWithList(value === 'with');
            setFailure(null);
          }}
        />
      )}
      {original !== null && (
        <p className="quiet">
          {isSeries(original.schedule)
            ? text('campaign.series.again')
            : text('campaigns.duplicate.skipped', { step: text('campaign.steps.check') })}
        </p>
      )}
      {shown !== null && <Banner kind="alarm" boxed title={text(`failure.${shown}`)} />}
    </Dialog>
  );
}

function TakenOver({ detail }: { detail: CampaignDetail }) {
  const text = useText();
  const words = useScheduleWords();
  const { schedule, attachment, step } = detail;
  const nowMs = Date.now();
  const startAtMs = schedule.startAtMs !== null && schedule.startAtMs > nowMs ? schedule.startAtMs : null;
  return (
    <section>
      <h3 className="medium">{text('campaigns.duplicate.takenOver')}</h3>
      <ul className="quiet grid gap-1">
        <li className="two-lines">
          {detail.text === '' ? text('campaigns.duplicate.noText') : <bdi>{detail.text}</bdi>}
        </li>
        {attachment !== null && <li>{text('campaigns.duplicate.attachment', { file: attachment.fileName })}</li>}
        {schedule.weekly !== undefined && <li>{text('campaign.series.weekly')}</li>}
        {schedule.own !== undefined && <li>{text('campaign.own.around')}</li>}
        <li>{words.hours(schedule, nowMs)}</li>
        <li>{words.gap(schedule)}</li>
        <li>
          {startAtMs === null
            ? text('campaigns.duplicate.startNow')
            : text('campaign.when.starts', {
                moment: words.moment(startAtMs, schedule.timeZone),
                zone: words.zone(schedule.timeZone, startAtMs),
              })}
        </li>
        {step !== null && (
          <li className="two-lines">
            {text('report.step.title')}: <bdi>{step.text}</bdi>
          </li>
        )}
      </ul>
    </section>
  );
}

/** The campaign's name with a mark for copies, cut so that the mark fits. A copy of a copy is not marked again. */
export function copyName(name: string, suffix: string): string {
  return name.endsWith(suffix) ? name : `${nameWithRoom(name, suffix.length + 1)} ${suffix}`;
}
