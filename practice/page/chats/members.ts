import { type BaseModel, Collection } from './models.ts';
import { createWid } from './wid.ts';

/** The names of the members of each module, and of each object in a module that is more than data. */
export function listMembers(modules: Readonly<Record<string, unknown>>): Record<string, string[]> {
  const found: Record<string, string[]> = { Wid: namesOf(createWid('447700900118@c.us')) };
  for (const [name, module] of Object.entries(modules)) {
    found[name] = namesOf(module);
    if (typeof module !== 'object' || module === null) continue;
    for (const [member, value] of Object.entries(module)) {
      if (typeof value !== 'object' || value === null) continue;
      found[`${name}.${member}`] = namesOf(value);
      if (value instanceof Collection) found[`${name}.${member}[]`] = namesOfModels(value);
    }
  }
  return found;
}

function namesOfModels(collection: Collection<BaseModel & { readonly id: { toString(): string } }>): string[] {
  return [...new Set(collection.getModelsArray().flatMap((model) => [...namesOf(model), ...namesOfKey(model.id)]))];
}

/** The members of a message's key, which are listed with those of the message, behind a dot. */
function namesOfKey(id: object): string[] {
  return namesOf(id).map((name) => `id.${name}`);
}

/** Own names and inherited ones, without those that every object or function has. */
function namesOf(value: unknown): string[] {
  const names = new Set<string>();
  for (let at: unknown = value; isSpecial(at); at = Object.getPrototypeOf(at))
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  for (const name of ['constructor', 'prototype', 'length', 'name']) names.delete(name);
  return [...names].sort();
}

function isSpecial(value: unknown): value is object {
  if (value === null || value === Object.prototype || value === Function.prototype) return false;
  return typeof value === 'object' || typeof value === 'function';
}
