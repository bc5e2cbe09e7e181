import { z } from 'zod';
import { limits } from './limits.ts';

export const Id = z.int().positive();
export const AtMs = z.int();
/** A column of a list, by its place in the file: two columns may have the same name. */
export const ColumnIndex = z.int().min(0).max(limits.importColumns);
/** Minutes after midnight. */
export const MinuteOfDay = z.int().min(0).max(1439);
export const Phone = z.string().max(limits.phoneCharacters);
export const Search = z.string().max(limits.searchCharacters);
/** A text to be sent, with placeholders or without. */
export const MessageText = z.string().max(limits.templateCharacters);
