import { useState } from 'react';
import { limits } from '../../domain/limits.ts';
import { plainWords, stopWords } from '../../domain/people/stop-words.ts';
import { languages } from '../../domain/settings.ts';
import { languageNames } from '../../domain/text/languages.ts';
import { useSave } from '../shared/use-save.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/fields/field.tsx';
import { useSavedWhenLeft } from '../ui/hooks/use-saved-when-left.ts';
import { SettingsPart } from './settings-part.tsx';

/** The words in a reply that propose its person for the do-not-contact list, one on each line. */
export function StopWordSettings() {
  const text = useText();
  const save = useSave();
  const saved = useOverview(({ settings }) => settings.stopWords);
  const [typed, setTyped] = useState(saved.join('\n'));
  const words = wordsOf(typed);
  const wrong =
    words.length > limits.stopWordsMax || words.some((word) => word.length > limits.stopWordCharacters)
      ? text('stopWords.tooMuch', { most: limits.stopWordsMax, characters: limits.stopWordCharacters })
      : null;
  const isChanged = words.join('\n') !== saved.join('\n');
  const leave = useSavedWhenLeft(() => wrong === null && isChanged && save({ stopWords: words }));
  const use = (next: readonly string[]) => {
    setTyped(next.join('\n'));
    return save({ stopWords: [...next] });
  };
  return (
    <SettingsPart title={text('stopWords.title')}>
      <TextArea
        label={text('stopWords.label')}
        hint={text('stopWords.hint')}
        error={wrong}
        value={typed}
        rows={6}
        onChange={setTyped}
        onBlur={leave}
      />
      {/* For operators who do not speak the language: it is ticked if all its words are in the list. */}
      <fieldset className="plain-set grid gap-2">
        <legend className="medium">{text('stopWords.usualOf')}</legend>
        <div className="buttons">
          {languages.map((language) => {
            const known = new Set(words.map(plainWords));
            const all = [...words, ...stopWords[language].filter((word) => !known.has(plainWords(word)))];
            return (
              <Button
                key={language}
                size="small"
                disabled={all.length === words.length || all.length > limits.stopWordsMax}
                onPress={() => use(all)}
              >
                {languageNames[language]}
              </Button>
            );
          })}
        </div>
      </fieldset>
    </SettingsPart>
  );
}

/** The words, one on each line or separated by commas, without repeats. */
function wordsOf(typed: string): string[] {
  const words = typed.split(/[\n,،]/).map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ''))];
}
