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
  /** The number of messages of the one campaign; 0 makes a first start without campaigns. */
  readonly rows?: number | readonly MessageRow[];
  readonly overview?: Partial<Overview>;
  /** People who wrote a stop word. */
  readonly proposals?: readonly StopProposal[];
  /** The number of known people. */
  readonly people?: number;
  /** People who wrote back. */
  readonly replies?: readonly ReplyRow[];
  /** The chat with each of them. */
  readonly talk?: Talk;
  /** Called before the first answers are given. */
  readonly asks?: readonly (AnswerQuestion | null)[];
  /** Lists that were saved for further campaigns. */
  readonly savedLists?: readonly SavedList[];
  /** Texts that were saved for further campaigns. */
  readonly savedTexts?: readonly SavedText[];
  /** Results of single commands, in place of the fixture's. */
  readonly handlers?: Partial<Handlers>;
};

export type FakeApi = {
  readonly api: Api;
  /** Every command that was called, in order. */
  readonly calls: readonly Call[];
  readonly emit: Emit;
  /** Changes rows and tells the window, as the main process does. */
  readonly change: (rows: readonly MessageRow[]) => void;
};

/** An `Api` in memory over fixture data: the main process's answers without the process. */
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
