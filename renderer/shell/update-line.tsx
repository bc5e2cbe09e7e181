import { Popover } from '@base-ui/react/popover';
import { CircleArrowUp } from 'lucide-react';
import type { NewerVersion } from '../../domain/state/update.ts';
import { isQuiet } from '../shared/can-restart.ts';
import { useOverview } from '../store/use-store.ts';
import { useText } from '../text.tsx';
import { Button } from '../ui/button.tsx';
import { useAsk } from '../ui/hooks/use-ask.ts';
import { useNow } from '../ui/hooks/use-now.ts';
import { Icon } from '../ui/icon.tsx';

/** One quiet line that there is a newer version, while nothing is sent or soon will be. */
export function UpdateLine() {
  const newer = useOverview(({ update }) => update.newer);
  const dispatcher = useOverview((overview) => overview.dispatcher);
  const nowMs = useNow(10_000);
  return newer !== null && isQuiet(dispatcher, nowMs) ? <Line {...newer} /> : null;
}

function Line({ version, news, way }: NewerVersion) {
  const text = useText();
  const ask = useAsk();
  const current = useOverview((overview) => overview.version);
  return (
    <Popover.Root>
      <Popover.Trigger className="update-line row small quiet">
        <Icon of={CircleArrowUp} />
        {text(way === 'restart' ? 'update.ready' : 'update.there', { version })}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="floating" side="top" align="start" sideOffset={4}>
          <Popover.Popup className="update-card">
            <Popover.Title>{text(way === 'restart' ? 'update.ready' : 'update.there', { version })}</Popover.Title>
            <p className="quiet">{text('update.have', { version: current })}</p>
            {news.length > 0 && (
              <ul className="grid gap-1 quiet">
                {news.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            )}
            <p className="quiet">{text(way === 'restart' ? 'update.restartWhat' : 'update.byHand')}</p>
            <div className="flex gap-2 above-3">
              {way === 'restart' ? (
                <Button kind="primary" onPress={() => ask('update:install', undefined)}>
                  {text('update.restart')}
                </Button>
              ) : (
                <Button kind="primary" onPress={() => ask('update:openPage', undefined)}>
                  {text('update.openPage')}
                </Button>
              )}
              <Popover.Close render={<Button kind="quiet">{text('update.later')}</Button>} />
            </div>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
