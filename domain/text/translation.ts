import type { en } from './en.ts';

/** Of an English key, the part before its plural form: `rows` of `rows_one`. */
type BaseOf<Key> = Key extends `${infer Base}_zero`
  ? Base
  : Key extends `${infer Base}_one`
    ? Base
    : Key extends `${infer Base}_other`
      ? Base
      : never;

type IsPlural<Node, Key> = `${BaseOf<Key>}_other` extends keyof Node ? true : false;

/** i18next takes `_zero` for no pieces in every language, so a translation says it wherever English does. */
type FormsOf<Key, Form extends string> = `${BaseOf<Key>}_${Form}` | Extract<Key, `${string}_zero`>;

type KeysOf<Node, Form extends string> = {
  [Key in keyof Node]: [BaseOf<Key>] extends [never]
    ? Key
    : IsPlural<Node, Key> extends true
      ? FormsOf<Key, Form>
      : Key;
}[keyof Node];

type TranslationOf<Node, Form extends string> = {
  readonly [Key in KeysOf<Node, Form>]: Key extends keyof Node
    ? Node[Key] extends string
      ? string
      : TranslationOf<Node[Key], Form>
    : string;
};

/**
 * Every key of English, with the plural forms of another language in place of the English ones.
 * A key too few, too many or misspelt does not compile; what a type cannot see, a test does.
 */
export type Translation<Form extends Intl.LDMLPluralRule> = TranslationOf<typeof en, Form>;
