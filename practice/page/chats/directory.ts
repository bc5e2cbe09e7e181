import { createWid, type Wid } from './wid.ts';

const lidPrefix = '7';

/** The numbers of practice mode's further accounts. The user agent of each one's browser says which of them it is. */
const furtherNumbers = ['447700900121', '447700900122', '447700900123', '447700900124', '447700900125'];
const place = Number(/\bpractice\/(\d)\b/.exec(navigator.userAgent)?.[1] ?? 1);
const number = furtherNumbers[place - 2] ?? '447700900118';

/** The account that the practice page is linked to. Its name fits every language, as the page does not know the app's. */
export const account = {
  wid: createWid(`${number}@c.us`),
  lid: lidOf(number),
  name: place === 1 ? 'SendOnce Demo' : `SendOnce Demo ${place}`,
};

/** The LID of a number. The number can be computed from it, so that the network needs no list of them. */
export function lidOf(digits: string): Wid {
  return createWid(`${lidPrefix}${reverse(digits)}@lid`);
}

/** The digits of the person at an address, in the form under which WhatsApp knows the person. */
export function digitsOf(wid: Wid): string {
  return canonicalDigits(wid.isLid() ? reverse(wid.user.slice(lidPrefix.length)) : wid.user);
}

/** The person's address by number. */
export function numberWidOf(wid: Wid): Wid {
  return wid.isUser() ? createWid(`${digitsOf(wid)}@c.us`) : wid;
}

/** A São Paulo mobile number is the same account with and without the ninth digit. WhatsApp knows it without. */
function canonicalDigits(digits: string): string {
  const eight = /^55119([6-9]\d{7})$/.exec(digits)?.[1];
  return eight === undefined ? digits : `5511${eight}`;
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
