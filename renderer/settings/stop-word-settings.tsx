import { useState } from 'react';
import { limits } from '../../domain/limits.ts';
import { defaultStopWords } from '../../domain/stop-words.ts';
import { useOverview } from '../store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { TextArea } from '../ui/field.tsx';
import { SettingsPart } from './settings-screen.tsx';
import { useSave } from './use-save.ts';

/** Which words in a reply propose its person for the do-not-contact list: one a line. */
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
  return (
    <SettingsPart title={text('stopWords.title')}>
      <TextArea
        label={text('stopWords.label')}
        hint={text('stopWords.hint')}
        error={wrong}
        value={typed}
        rows={6}
        onChange={setTyped}
        onBlur={() => wrong === null && void save({ stopWords: words })}
      />
      <div>
        <Button
          kind="quiet"
          onPress={() => {
            setTyped(defaultStopWords.join('\n'));
            return save({ stopWords: [...defaultStopWords] });
          }}
        >
          {text('stopWords.usual')}
        </Button>
      </div>
    </SettingsPart>
  );
}

/** One a line or parted by commas, each once. */
function wordsOf(typed: string): string[] {
  const words = typed.split(/[\n,،]/).map((word) => word.trim());
  return [...new Set(words.filter((word) => word !== ''))];
}
