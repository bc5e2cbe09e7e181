import type { Lists } from '../../db/campaigns/lists.ts';
import type { CommandInput, CommandResult, TriedNumber } from '../../domain/contract.ts';
import { refuse } from '../../domain/failure.ts';
import { mappingOf } from '../../domain/lists/list-mapping.ts';
import { RowReader } from '../../domain/lists/row-reading.ts';
import { countryOfPhone, isCountry, isMobile } from '../../domain/phone/phone.ts';
import { succeed } from '../../domain/result.ts';

/** What the number of a row would be if its cell said something else. Nothing is changed. */
export function tryNumber(
  lists: Lists,
  { listId, rowNumber, cell }: CommandInput<'list:tryNumber'>,
): CommandResult<TriedNumber> {
  const list = lists.get(listId);
  const cells = lists.cellsOf(listId, rowNumber);
  const mapping = list ? mappingOf(list) : null;
  if (!list || !cells || !mapping || !isCountry(list.country)) return refuse('not_found');
  const { headers, country, choices } = list;
  // Who gets it is not asked here, nor whether the list says no, and no decision is made for what is being typed.
  const decisions = (['says_no', 'says_no_again'] as const).map((cause) => ({ cause, as: 'as_is' }));
  const edited = { ...choices, decisions, segment: [], edits: [{ rowNumber, cell }] };
  const { evidence } = list.facts;
  const whole = { evidence, rowCount: list.rows, letBackIn: new Set<string>() };
  const reader = new RowReader({ headers, mapping, country, choices: edited, ...whole });
  const read = reader.read({ rowNumber, cells, broken: false });
  if (read.kind === 'undecided') return succeed({ kind: 'problem', cause: read.cause });
  if (read.kind !== 'recipient') return refuse('not_allowed_now');
  const { phone } = read;
  const repeats = lists.rowWith(listId, phone) ?? null;
  return succeed({
    ...{ kind: 'number', phone, country: countryOfPhone(phone) ?? '', isMobile: isMobile(phone) },
    repeats: repeats === rowNumber ? null : repeats,
  });
}
