import { createWid, type Wid } from './wid.ts';

const lidPrefix = '7';

/** The further accounts of practice mode, each of which has a browser that says its place. */
const furtherNumbers = ['447700900121', '447700900122', '447700900123', '447700900124', '447700900125'];
const place = Number(/\bpractice\/(\d)\b/.exec(navigator.userAgent)?.[1] ?? 1);
const number = furtherNumbers[place - 2] ?? '447700900118';

/** The account that the practice page is linked to. */
export const account = {
  wid: createWid(`${number}@c.us`),
  lid: lidOf(number),
  name: place === 1 ? 'Practice account' : `Practice account ${place}`,
};

/** The LID of a number. It can be turned back, so that the network needs no list of them. */
export function lidOf(digits: string): Wid {
  return createWid(`${lidPrefix}${reverse(digits)}@lid`);
}

/** The person's digits that an address stands for, in the form under which WhatsApp knows the person. */
export function digitsOf(wid: Wid): string {
  return canonicalDigits(wid.isLid() ? reverse(wid.user.slice(lidPrefix.length)) : wid.user);
}

/** The person's address by number. */
export function numberWidOf(wid: Wid): Wid {
  return wid.isUser() ? createWid(`${digitsOf(wid)}@c.us`) : wid;
}

/** São Paulo's mobile numbers are one account with and without the ninth digit; WhatsApp knows it without. */
function canonicalDigits(digits: string): string {
  const eight = /^55119([6-9]\d{7})$/.exec(digits)?.[1];
  return eight === undefined ? digits : `5511${eight}`;
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
