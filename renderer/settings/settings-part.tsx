import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from '../store/use-store.ts';

/** The usual numbers of days, and the present one. */
export function daysOffered(usual: readonly number[], days: number | null): readonly number[] {
  return days === null || usual.includes(days) ? usual : [...usual, days];
}

/** One group of settings with its name at the side. It is scrolled into view if the operator was sent to it. */
export function SettingsPart(props: {
  readonly title: string;
  readonly part?: 'browser' | 'accounts';
  readonly children: ReactNode;
}) {
  const { title, part, children } = props;
  const isWanted = useStore(({ route }) => part !== undefined && route.screen === 'settings' && route.part === part);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isWanted) section.current?.scrollIntoView();
  }, [isWanted]);
  return (
    <section ref={section} className="settings-part grid lined" aria-label={title}>
      <h2>{title}</h2>
      <div className="settings-fields grid">{children}</div>
    </section>
  );
}
