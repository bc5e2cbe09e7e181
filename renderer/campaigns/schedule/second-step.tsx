import { Plus, Trash2 } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react';
import type { CampaignDetail } from '../../../domain/contract.ts';
import { limits } from '../../../domain/limits.ts';
import { stepGroups } from '../../../domain/people/follow-up.ts';
import { type SecondStep, stepMomentMs, stepProblems } from '../../../domain/people/second-step.ts';
import { toClock } from '../../../domain/schedule/hours.ts';
import { typedNumber } from '../../../domain/typed-number.ts';
import { useText, useWords } from '../../text.tsx';
import { Button } from '../../ui/button.tsx';
import { RadioChoices } from '../../ui/fields/choice.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { InlineSelect } from '../../ui/fields/select.tsx';
import { FormattedText } from '../../ui/formatted-text.tsx';
import { Editor } from '../message/editor.tsx';
import { useEditorField } from '../message/editor-field.ts';
import { EditorFooter } from '../message/message-step.tsx';
import { useOfferedPlaceholders } from '../message/use-offered-placeholders.ts';
import { usePreview } from '../message/use-preview.ts';
import type { Draft } from '../use-draft.ts';
import { toMinute } from './schedule-form.ts';
import { SchedulePart } from './schedule-part.tsx';

const usual: SecondStep = { afterDays: 3, atMinute: 600, group: 'no_reply', word: '', text: '', byItself: false };

/** A second message for some of the people, by what happened to the first: when, to whom, and its text. */
export function SecondStepPart({ draft }: { draft: Draft }) {
  const text = useText();
  const { step, schedule } = draft.detail;
  // After adding it, the operator continues in its first field.
  const [isNew, setIsNew] = useState(false);
  const add = () => {
    setIsNew(true);
    const atMinute = Math.max(usual.atMinute, schedule.window?.fromMinute ?? 0);
    draft.change({ step: { ...usual, atMinute } });
  };
  if (step !== null) return <PlannedStep draft={draft} step={step} isNew={isNew} />;
  return (
    <SchedulePart title={text('campaign.step.begin')}>
      <Button size="small" icon={Plus} onPress={add}>
        {text('campaign.step.add')}
      </Button>
    </SchedulePart>
  );
}

function PlannedStep({ draft, step, isNew }: Pick<Fields, 'step' | 'isNew'> & { draft: Draft }) {
  const text = useText();
  const { detail } = draft;
  const part = useRef<HTMLElement>(null);
  // Scrolling to the first field alone would leave the text below it out of view.
  useEffect(() => {
    if (isNew) part.current?.scrollIntoView?.({ block: 'nearest' });
  }, [isNew]);
  const set = (change: Partial<SecondStep>) => draft.change({ step: { ...step, ...change } });
  const keys = detail.list?.fields.map(({ key }) => key) ?? null;
  const problems = stepProblems(step, { text: detail.text, schedule: detail.schedule, keys });
  return (
    <section ref={part} className="then grid gap-3 framed" aria-labelledby="second-step">
      <div className="part-header row wrap">
        <h2 id="second-step">{text('campaign.step.title')}</h2>
        <div className="header-actions flex gap-2 push rigid">
          <Button kind="quiet" size="small" icon={Trash2} onPress={() => draft.change({ step: null })}>
            {text('campaign.step.remove')}
          </Button>
        </div>
      </div>
      <Rule step={step} set={set} isNew={isNew} />
      {step.group === 'said_word' && (
        <TextField
          label={text('campaign.step.word')}
          hint={text('campaign.step.wordHint')}
          value={step.word}
          maxLength={limits.stopWordCharacters}
          onChange={(word) => set({ word })}
        />
      )}
      <p className="small faint">{text(`campaign.step.hint.${step.group}`)}</p>
      <StepText detail={detail} step={step} set={set} />
      {problems.length > 0 && (
        <ul className="small tone-warn" role="status">
          {problems.map((problem) => (
            <li key={problem}>{text(`campaign.step.problem.${problem}`)}</li>
          ))}
        </ul>
      )}
      <RadioChoices
        label={text('campaign.step.before')}
        value={step.byItself ? 'itself' : 'ask'}
        options={[
          { value: 'ask', label: text('campaign.step.ask'), hint: text('campaign.step.askHint') },
          { value: 'itself', label: text('campaign.step.byItself'), hint: text('campaign.step.byItselfHint') },
        ]}
        onChange={(chosen) => set({ byItself: chosen === 'itself' })}
      />
    </section>
  );
}

type Fields = {
  readonly step: SecondStep;
  readonly set: (change: Partial<SecondStep>) => void;
  readonly isNew: boolean;
};

/** The rule is one sentence in each language's word order, with a field for each part. */
function Rule({ step, set, isNew }: Fields) {
  const text = useText();
  const fields: Readonly<Record<string, ReactNode>> = {
    '\ue001': <DaysField days={step.afterDays} isNew={isNew} onChange={(afterDays) => set({ afterDays })} />,
    '\ue002': (
      <input
        type="time"
        className="input time"
        aria-label={text('campaign.step.time')}
        value={toClock(step.atMinute)}
        onChange={({ target }) => target.value !== '' && set({ atMinute: toMinute(target.value) })}
      />
    ),
    '\ue003': (
      <InlineSelect
        label={text('campaign.step.whom')}
        showLabel={false}
        quiet={false}
        value={step.group}
        options={stepGroups.map((value) => ({ value, label: text(`campaign.step.group.${value}`) }))}
        onChange={(group) => set({ group, word: '' })}
      />
    ),
  };
  const sentence = text('campaign.step.rule', {
    count: step.afterDays,
    days: '\ue001',
    time: '\ue002',
    whom: '\ue003',
  });
  return (
    <div className="rule row wrap gap-2">
      {sentence.split(/([\ue001-\ue003])/u).map((part) => (
        <Fragment key={part}>{fields[part] ?? (part.trim() !== '' && <span>{part.trim()}</span>)}</Fragment>
      ))}
    </div>
  );
}

/** Input that is no number of days stays in the field and changes nothing. */
function DaysField({ days, isNew, onChange }: { days: number; isNew: boolean; onChange: (days: number) => void }) {
  const text = useText();
  const [typed, setTyped] = useState(`${days}`);
  return (
    <input
      className="input number"
      // biome-ignore lint/a11y/noAutofocus: the button that made it is gone
      autoFocus={isNew}
      inputMode="numeric"
      aria-label={text('campaign.step.days')}
      value={typed}
      onChange={({ target }) => {
        setTyped(target.value);
        const read = typedNumber(target.value);
        if (Number.isInteger(read) && read >= 1 && read <= limits.stepDaysMax) onChange(read);
      }}
      onBlur={() => setTyped(`${days}`)}
    />
  );
}

function StepText({ detail, step, set }: Omit<Fields, 'isNew'> & { detail: CampaignDetail }) {
  const text = useText();
  const setText = (words: string) => set({ text: words });
  const field = useEditorField(setText);
  const columns = useOfferedPlaceholders(detail.list);
  const preview = usePreview(detail.id, 0, step.text, detail.list?.id ?? null);
  return (
    <>
      <Editor
        field={field}
        label={text('campaign.step.text')}
        value={step.text}
        onChange={setText}
        keys={columns ?? []}
        footer={<EditorFooter shown={preview?.text ?? step.text} isCaption={false} />}
      />
      {preview !== null && preview.text.trim() !== '' && (
        <div className="bubble">
          <FormattedText text={preview.text} />
        </div>
      )}
      <p className="small faint">{text('campaign.step.textHint')}</p>
    </>
  );
}

/** From when on second messages are sent. `firstMs`: when the first person gets the first message. */
export function StepForecast({ detail, firstMs, nowMs }: { detail: CampaignDetail; firstMs: number; nowMs: number }) {
  const { text, format } = useWords();
  const { step, schedule } = detail;
  if (step === null) return null;
  const moment = format.moment(stepMomentMs(step, schedule, firstMs), nowMs, schedule.timeZone);
  return <p className="quiet">{text('campaign.step.forecast', { moment })}</p>;
}

export function StepWords({ step }: { step: SecondStep }) {
  const { text, format } = useWords();
  const group = text(`campaign.step.group.${step.group}`);
  const rule = text('campaign.step.rule', {
    count: step.afterDays,
    days: format.number(step.afterDays),
    time: toClock(step.atMinute),
    whom: step.group === 'said_word' ? `${group} ${text('ui.quoted', { words: step.word })}` : group,
  });
  return (
    <>
      {rule}. {text(step.byItself ? 'campaign.step.checkByItself' : 'campaign.step.checkAsk')}
    </>
  );
}
