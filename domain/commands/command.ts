import { z } from 'zod';
import { limits } from '../limits.ts';
import { plainName } from '../people/plain-name.ts';
import { Id, MessageText } from '../view-parts.ts';

/** Declares a command: the schemas of its input and of its output. */
export const command = <Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) => ({
  input,
  output,
});
export const nothing = z.void();
export const byId = z.object({ id: Id });
/** Which account is meant; the first one where none is named. */
export const ofAccount = z.object({ account: Id.optional() }).optional();
export const Bytes = z
  .instanceof(Uint8Array<ArrayBufferLike>)
  .refine((bytes) => bytes.byteLength <= limits.importChunkBytes);
export const UploadId = z.string().uuid();
export const Name = z.string().max(limits.nameCharacters).transform(plainName);
/** A name. One that consists only of invisible direction marks is empty, and refused. */
export const KeptName = z
  .string()
  .max(limits.nameCharacters)
  .transform((name) => plainName(name).trim())
  .pipe(z.string().min(1));
/** The name of the operator who says that they saw or did something. */
export const Who = z.string().trim().min(1).max(limits.nameCharacters);
export const Path = z.string().max(limits.pathCharacters);
export const FileName = z.string().max(limits.fileNameCharacters);
/** Where the operator chose to save a file; null when they cancelled the dialog. */
export const SavedFile = z.object({ path: z.string() }).nullable();
export const TextToKeep = z.object({ name: KeptName, text: MessageText, replaces: z.boolean() });
