import { type Commands, doing } from '../commands.ts';
import type { Uploads } from './uploads.ts';

export function fileCommands(uploads: Uploads): Commands<'file'> {
  return {
    'file:beginUpload': ({ fileName, bytes }) => uploads.begin(fileName, bytes),
    'file:addChunk': ({ uploadId, bytes }) => uploads.addChunk(uploadId, bytes),
    'file:dropUpload': doing(({ uploadId }) => uploads.drop(uploadId)),
  };
}
