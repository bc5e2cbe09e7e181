import { Tabs as Base } from '@base-ui/react/tabs';
import type { ReactElement, ReactNode } from 'react';
import { useFormat } from '../text.tsx';
import { Tooltip } from './tooltip.tsx';

type Tab<Value> = {
  readonly value: Value;
  readonly label: string;
  readonly count?: number | undefined;
  /** What the count consists of: its accessible name and its tooltip. */
  readonly words?: string | undefined;
};

/** A row of tabs with counts, and below it the one panel that shows the chosen tab. */
export function Tabs<Value extends string>(props: {
  readonly label: string;
  readonly value: Value;
  readonly tabs: readonly Tab<Value>[];
  readonly onChange: (value: Value) => void;
  readonly children: ReactNode;
}) {
  const { label, value, tabs, onChange, children } = props;
  const format = useFormat();
  return (
    <Base.Root className="flex column grow" value={value} onValueChange={(chosen: Value) => onChange(chosen)}>
      <Base.List className="tabs flex gap-6 lined" aria-label={label} activateOnFocus>
        {tabs.map((tab) => (
          <TabTip key={tab.value} words={tab.words}>
            <Base.Tab value={tab.value} className="tab row quiet relative">
              {tab.label}
              {tab.count !== undefined && <span className="number">{format.number(tab.count)}</span>}
              {tab.words !== undefined && <span className="visually-hidden">, {tab.words}</span>}
            </Base.Tab>
          </TabTip>
        ))}
      </Base.List>
      <Base.Panel value={value} className="split" tabIndex={-1}>
        {children}
      </Base.Panel>
    </Base.Root>
  );
}

function TabTip({ words, children }: { words: string | undefined; children: ReactElement }) {
  return words === undefined ? children : <Tooltip words={words}>{children}</Tooltip>;
}
