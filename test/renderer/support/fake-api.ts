import type {
  Api,
  Channel,
  CommandResult,
  Emit,
  EventName,
  MessageRow,
  Overview,
  ReplyRow,
  SavedList,
  SavedText,
  StopProposal,
} from '../../../domain/contract.ts';
import { commands, events } from '../../../domain/contract.ts';
import type { AnswerQuestion } from '../../../domain/people/answer.ts';
import type { Talk } from '../../../domain/people/talk.ts';
import { fakeHandlers, type Handlers, isRefusal } from './fake-commands.ts';
import { FakeMain } from './fake-main.ts';

export { refuse } from './fake-commands.ts';

type Call = { readonly name: Channel; readonly input: unknown };

export type FakeOptions = {
  /** Messages of the one campaign; 0 makes a first run without campaigns. */
  readonly rows?: number | readonly MessageRow[];
  readonly overview?: Partial<Overview>;
  /** People who wrote a stop word. */
  readonly proposals?: readonly StopProposal[];
  /** How many people are known. */
  readonly people?: number;
  /** People who wrote back. */
  readonly replies?: readonly ReplyRow[];
  /** The chat with each of them. */
  readonly talk?: Talk;
  /** What is asked before the first answers go. */
  readonly asks?: readonly (AnswerQuestion | null)[];
  /** Lists that were kept for further campaigns. */
  readonly savedLists?: readonly SavedList[];
  /** Texts that were kept for further campaigns. */
  readonly savedTexts?: readonly SavedText[];
  /** What single commands return, in place of the fixture's. */
  readonly handlers?: Partial<Handlers>;
};

export type FakeApi = {
  readonly api: Api;
  /** Every command that was asked, in order. */
  readonly calls: readonly Call[];
  readonly emit: Emit;
  /** Changes rows and tells the window as main does. */
  readonly change: (rows: readonly MessageRow[]) => void;
};

/** An `Api` in memory over fixture data: what main answers, without main. */
export function createFakeApi(options: FakeOptions = {}): FakeApi {
  const main = new FakeMain(options);
  const handlers = fakeHandlers(main, options);
  const calls: Call[] = [];
  const run = async (name: Channel, input: unknown): Promise<CommandResult<unknown>> => {
    calls.push({ name, input });
    const answer: unknown = await (handlers[name] as (input: unknown) => unknown)(input);
    if (isRefusal(answer)) return { ok: false, failure: { code: answer.refusal, detail: '' } };
    return { ok: true, value: answer };
  };
  const subscribe = (name: string) => (listener: (payload: never) => void) =>
    main.subscribe(name as EventName, listener);
  const api = {
    commands: Object.fromEntries(
      Object.keys(commands).map((name) => [name, (input: unknown) => run(name as Channel, input)]),
    ),
    events: Object.fromEntries(Object.keys(events).map((name) => [name, subscribe(name)])),
    // Both tables have every name of the contract.
  } as unknown as Api;
  return { api, calls, emit: (name, payload) => main.emit(name, payload), change: (rows) => main.change(rows) };
}
