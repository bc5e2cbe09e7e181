import { z } from 'zod';
import { limits } from './limits.ts';

/** What the views of several screens have in common. */

export const Id = z.int().positive();
export const AtMs = z.int();
export const Phone = z.string().max(limits.phoneCharacters);
export const Search = z.string().max(limits.searchCharacters);
/** A text to be sent, with placeholders or without. */
export const MessageText = z.string().max(limits.templateCharacters);
