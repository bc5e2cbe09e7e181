import { hash } from 'node:crypto';
import { type Scope, textScope } from '../../domain/messages/scope.ts';
import { hasOwnWords, parseTemplate } from '../../domain/template/template.ts';
import { normalForm } from '../../domain/template/text-identity.ts';

export type TextIdentity = { readonly text: string; readonly attachmentHash: string | null; readonly repeat: number };

/**
 * The fence scope of a text: the template in normal form with its attachment, so that a corrected name or a renamed
 * list does not let people get it again. Null when the template has no words of its own: then each rendered text counts
 * for itself.
 */
export function templateScope(identity: TextIdentity): Scope | null {
  return hasOwnWords(parseTemplate(identity.text)) ? scopeOf(identity.text, identity) : null;
}

/** The fence scope under which one message goes out. */
export function messageScope(identity: TextIdentity, renderedText: string): Scope {
  return templateScope(identity) ?? scopeOf(renderedText, identity);
}

/** The text scopes of a sequence of messages. Most share a template, whose scope is cached: computing it is slow. */
export class MessageScopes {
  #last: { readonly identity: TextIdentity; readonly scope: Scope | null } | undefined;

  of({ text, attachmentHash, repeat, occasion }: TextIdentity & Pick<Scope, 'occasion'>, renderedText: string): Scope {
    const identity = { text, attachmentHash, repeat };
    const last =
      this.#last && isSame(this.#last.identity, identity) ? this.#last : { identity, scope: templateScope(identity) };
    this.#last = last;
    return { ...(last.scope ?? scopeOf(renderedText, identity)), occasion };
  }
}

function isSame(one: TextIdentity, other: TextIdentity): boolean {
  return one.text === other.text && one.attachmentHash === other.attachmentHash && one.repeat === other.repeat;
}

function scopeOf(text: string, { attachmentHash, repeat }: TextIdentity): Scope {
  return textScope(hash('sha256', `${normalForm(text)}\n${attachmentHash ?? ''}`).slice(0, 40), repeat);
}
