import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type {
  Channel,
  CommandInput,
  CommandOutput,
  CommandResult,
  EventName,
  FailureCode,
} from '../../../domain/contract.ts';
import { call } from '../../api.ts';
import { useText } from '../../text.tsx';
import { useToast } from '../toast.tsx';

type Options = {
  /** While false nothing is asked; what was read before stays. */
  readonly asks?: boolean;
  /** A new value asks again. */
  readonly version?: unknown;
  /** Each of these events asks again. */
  readonly events?: readonly EventName[];
  /** The interval for asking again, for what no event tells of. */
  readonly everyMs?: number;
  /** How long typing pauses before it is asked. */
  readonly restMs?: number;
  /** Whether a failure is shown as a toast, because nothing else shows it. */
  readonly saysFailure?: boolean;
};

type Answer<Name extends Channel> = {
  readonly of: string;
  readonly version: unknown;
  readonly result: CommandResult<CommandOutput<Name>>;
};

/** Main's answer to a question, asked again for each new input. An answer overtaken by a later one is dropped. */
export function useRead<Name extends Channel>(name: Name, input: CommandInput<Name>, options: Options = {}) {
  const { asks = true, version, events, everyMs, restMs, saysFailure = false } = options;
  const of = JSON.stringify([name, input]);
  const [last, setLast] = useState<Answer<Name> | null>(null);
  const [read, setRead] = useState<{ readonly of: string; readonly value: CommandOutput<Name> } | null>(null);
  const newest = useRef(0);
  const latestVersion = useRef(version);
  latestVersion.current = version;
  const sayFailure = useSayFailure(saysFailure);
  const again = useCallback(async () => {
    newest.current += 1;
    const number = newest.current;
    const askedVersion = latestVersion.current;
    // Questions are compared by value.
    const [asked, about]: [Name, CommandInput<Name> | null] = JSON.parse(of);
    const result = await call(asked, about ?? (undefined as CommandInput<Name>));
    if (number !== newest.current) return;
    setLast({ of, version: askedVersion, result });
    if (result.ok) setRead({ of, value: result.value });
    else sayFailure(result.failure.code);
  }, [of, sayFailure]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is a reason to ask again
  useEffect(() => {
    if (!asks) return;
    const timer = restMs === undefined ? undefined : setTimeout(() => void again(), restMs);
    if (restMs === undefined) void again();
    return () => {
      clearTimeout(timer);
      newest.current += 1;
    };
  }, [again, asks, version, restMs]);
  useEvents(events, again);
  useEvery(asks ? everyMs : undefined, again);
  return {
    /** The last answer, to whatever was asked then; null until there is one. */
    result: last?.result ?? null,
    /** Whether the last answer is to another question or version, or there is none. */
    isOld: last === null || last.of !== of || last.version !== version,
    /** The last value, of whatever was asked then. It stays visible until there is a newer one. */
    shown: read?.value ?? null,
    /** The same, if it is of this very question. */
    value: read?.of === of ? read.value : null,
    /** Why it could not be read the last time. */
    failure: last === null || last.result.ok ? null : last.result.failure.code,
    again,
    /** Takes over main's answer to another command. */
    put: (value: CommandOutput<Name>) => {
      newest.current += 1;
      setRead({ of, value });
    },
  };
}

function useSayFailure(isSaid: boolean): (code: FailureCode) => void {
  const toast = useToast();
  const text = useText();
  return useCallback((code) => isSaid && toast('bad', text(`failure.${code}`)), [isSaid, toast, text]);
}

function useEvents(names: readonly EventName[] | undefined, act: () => Promise<void>): void {
  useEffect(() => {
    const stops = names?.map((name) => window.sendonce.events[name](() => void act()));
    return () => {
      for (const stop of stops ?? []) stop();
    };
  }, [names, act]);
}

/** Repeats an action at this interval; not while the interval is undefined. */
export function useEvery(everyMs: number | undefined, act: () => Promise<void>): void {
  const onTime = useEffectEvent(() => void act());
  useEffect(() => {
    if (everyMs === undefined) return;
    const timer = setInterval(onTime, everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
}
