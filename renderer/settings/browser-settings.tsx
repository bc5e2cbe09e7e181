import type { BrowserChoices } from '../../domain/contract.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { type Option, Select } from '../ui/fields/select.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useRead } from '../ui/hooks/use-read.ts';
import { SettingsPart } from './settings-part.tsx';

/** Which installed browser runs WhatsApp. A choice takes effect when WhatsApp is opened next. */
export function BrowserSettings() {
  const text = useText();
  const ask = useAsk();
  const phase = useOverview(({ link }) => link.phase);
  // In another phase of the link another browser may be in use.
  const { shown: choices, put } = useRead('browser:list', undefined, { version: phase, saysFailure: true });
  const take = (answer: BrowserChoices | null) => answer && put(answer);
  if (choices === null)
    return (
      <SettingsPart title={text('browser.title')} part="browser">
        {null}
      </SettingsPart>
    );
  const [first] = choices.found;
  const itselfLabel = first === undefined ? text('browser.itself') : text('browser.itselfNamed', { name: first.name });
  return (
    <SettingsPart title={text('browser.title')} part="browser">
      <Select
        label={text('browser.label')}
        hint={text('browser.hint')}
        value={choices.chosen?.path ?? null}
        none={itselfLabel}
        options={programs(choices)}
        onChange={async (path) => take(await ask('browser:use', { path }))}
      />
      <div>
        <Button onPress={async () => take(await ask('browser:pick', undefined))}>{text('browser.pickButton')}</Button>
      </div>
      <InUse choices={choices} />
    </SettingsPart>
  );
}

/** The browsers found, and the operator's own if it is none of these. */
function programs({ found, chosen }: BrowserChoices): Option<string>[] {
  const named = found.map(({ name, path }) => ({ value: path, label: name }));
  const isFound = chosen === null || found.some(({ path }) => path === chosen.path);
  return isFound ? named : [...named, { value: chosen.path, label: `${chosen.name} · ${chosen.path}` }];
}

function InUse({ choices: { found, chosen, isChosenMissing, used } }: { choices: BrowserChoices }) {
  const text = useText();
  const ask = useAsk();
  const isPractice = useOverview(({ practice }) => practice !== null);
  const next = isChosenMissing ? found[0] : (chosen ?? found[0]);
  const waits = used !== null && next !== undefined && next.path !== used.path;
  return (
    <>
      {isChosenMissing && <p className="tone-warn">{text('browser.missing', { name: chosen?.name ?? '' })}</p>}
      {used !== null && <p className="faint">{text('browser.used', { name: used.name })}</p>}
      {waits && (
        <div className="settings-row row between gap-4">
          <p className="quiet">{text('browser.later')}</p>
          <Button onPress={() => ask('app:restart', { practice: isPractice })}>{text('browser.restart')}</Button>
        </div>
      )}
    </>
  );
}
