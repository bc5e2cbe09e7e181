import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useToast } from '../ui/toast.tsx';
import { SettingsPart } from './settings-part.tsx';

/** What support asks for. */
export function LogSettings() {
  const text = useText();
  const ask = useAsk();
  const toast = useToast();
  const copy = async () => {
    const copied = await ask('desktop:copyLogs', undefined);
    if (copied !== null) toast('good', text('logs.copied', { count: copied.lines }));
  };
  return (
    <SettingsPart title={text('logs.title')}>
      <p className="quiet">{text('logs.body')}</p>
      <div className="buttons">
        <Button onPress={copy}>{text('logs.copy')}</Button>
        <Button kind="quiet" onPress={() => ask('desktop:showLogs', undefined)}>
          {text('logs.show')}
        </Button>
      </div>
    </SettingsPart>
  );
}
