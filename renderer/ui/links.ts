type Link = { readonly start: number; readonly end: number };

const commonEnds = 'com|org|net|edu|gov|info|app|io|me|co|uk|es|mx|ar|br|cl|pe|pt|de|fr|it|eu|us|ca|ly|gl|link';
const linkForm = new RegExp(
  `(?:https?://|www\\.)[^\\s<>"«»]+|(?<![\\w@./-])(?:[a-z0-9-]+\\.)+(?:${commonEnds})(?![\\w.-]*@)(?:/[^\\s<>"«»]*|(?![\\w-]))`,
  'gi',
);
/** Characters after a link in a sentence that are not part of it. */
const sentenceEnd = /[.,;:!?'*_~)\]}…]+$/;

/** What a phone shows as a link: addresses with `https://` or `www.`, and names with a common ending. */
export function findLinks(text: string): Link[] {
  return [...text.matchAll(linkForm)].flatMap((match) => {
    const whole = match[0];
    const trailing = sentenceEnd.exec(whole)?.[0] ?? '';
    // A bracket that is opened within the address stays part of it.
    const kept = trailing.startsWith(')') && whole.includes('(') ? 1 : 0;
    const link = whole.slice(0, whole.length - trailing.length + kept);
    const host = link.replace(/^https?:\/\//i, '').split(/[/?#:]/, 1)[0] ?? '';
    if (!/[^.]\.[^.]/.test(host)) return [];
    return [{ start: match.index, end: match.index + link.length }];
  });
}

const brokenForms: readonly RegExp[] = [
  // A missing slash, a backslash, or a missing colon: `http:/x`, `https//x`, `http:\\x`.
  /\bhttps?(?::\/(?!\/)|:?\\+|\/\/|;\/\/|:(?=[\p{L}\d]))[^\s]*/giu,
  // A missing or doubled letter: `htp://`, `htttps://`.
  /\b(?!https?:\/\/)(?:h+t+p*s?|ttps?):\/\/\S*/gi,
  // A space within the address: `https:// x`, `https://x. org`, `www. x`.
  /\bhttps?:\/\/(?:\s+\S+|$)/gi,
  new RegExp(`\\b(?:https?://|www\\.)[^\\s]*\\.[ \\t]+(?:${commonEnds})\\b`, 'gi'),
  /\bwww(?:\.[ \t]+|,|(?=\s[\p{L}\d-]+\.))\S*/giu,
  // An address without a dot leads nowhere.
  /\bhttps?:\/\/(?!localhost)[\p{L}\d-]+(?![\p{L}\d.:-])/giu,
];

/** Addresses that are meant as links and are none, as they are in the text; each once. */
export function brokenLinks(text: string): string[] {
  return [...new Set(brokenForms.flatMap((form) => [...text.matchAll(form)].map(([found]) => found.trim())))];
}
