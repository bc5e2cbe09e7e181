import type { PracticeSettings } from '../../protocol.ts';
import { randomId } from '../chats/message-key.ts';
import { pause } from '../emitter.ts';
import { encodePicture } from '../pictures.ts';
import type { Scenario } from '../scenarios.ts';

/** The bytes of an attachment, as WhatsApp Web wraps them. */
class OpaqueData {
  readonly blob: Blob;
  readonly mimetype: string;

  constructor(blob: Blob, mimetype: string) {
    this.blob = blob;
    this.mimetype = mimetype;
  }

  url(): string {
    return URL.createObjectURL(this.blob);
  }

  autorelease(): void {
    // The browser frees the bytes with the document, which is soon enough for practice.
  }

  formData(): Blob {
    return this.blob;
  }
}

interface PrepOptions {
  readonly asSticker?: boolean;
  readonly asGif?: boolean;
  readonly isPtt?: boolean;
  readonly asDocument?: boolean;
}

/** An attachment that is being sent. Its own fields become fields of the message. */
class MediaData {
  mediaBlob: OpaqueData;
  type: string;
  mimetype: string;
  filename: string | undefined;
  filehash: string;
  size: number;
  isGif: boolean;

  constructor(data: OpaqueData, file: Blob, filehash: string, options: PrepOptions) {
    this.mediaBlob = data;
    this.type = typeOf(data.mimetype, options);
    this.mimetype = data.mimetype;
    this.filename = file instanceof File ? file.name : undefined;
    this.filehash = filehash;
    this.size = data.blob.size;
    this.isGif = options.asGif ?? false;
  }

  /** Prepares the file for sending. */
  static async of({ blob, mimetype }: OpaqueData, options: PrepOptions): Promise<MediaData> {
    const isPicture = typeOf(mimetype, options) === 'image';
    const encoded = isPicture ? await encodePicture(blob) : blob;
    const data = new OpaqueData(encoded, isPicture ? encoded.type || mimetype : mimetype);
    return new MediaData(data, blob, await fileHashOf(encoded), options);
  }

  set(values: object): void {
    Object.assign(this, values);
  }

  toJSON(): Record<string, unknown> {
    const { type, mimetype, filename, filehash, size, isGif } = this;
    return { type, mimetype, filename, filehash, size, isGif };
  }
}

/** WhatsApp Web's one object for a file, however often the file is sent. */
class MediaObject {
  readonly contentInfo: Record<string, unknown> = {};
  readonly filehash: string;
  type: string | undefined;
  size: number | undefined;

  constructor(filehash: string) {
    this.filehash = filehash;
  }

  consolidate(values: { readonly type?: string; readonly size?: number }): void {
    this.type = values.type;
    this.size = values.size;
  }
}

function typeOf(mimetype: string, options: PrepOptions): string {
  if (options.asSticker) return 'sticker';
  if (options.asDocument) return 'document';
  const kind = mimetype.split('/')[0] ?? '';
  if (kind === 'audio' && options.isPtt) return 'ptt';
  return ['image', 'video', 'audio'].includes(kind) ? kind : 'document';
}

async function fileHashOf(blob: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return btoa(String.fromCharCode(...new Uint8Array(hash)));
}

/**
 * The modules that the library's `processMediaData` uses. An upload does not name its recipient, so its scenario is
 * that of the chat to which the library last began to send. This works because messages are sent one at a time.
 */
export function createMediaModules(
  scenarioOfSend: () => Scenario,
  settings: PracticeSettings,
): Readonly<Record<string, unknown>> {
  const objects = new Map<string, MediaObject>();
  const cache = new Map<string, unknown>();

  async function uploadMedia({ mediaObject }: { readonly mediaObject: MediaObject }): Promise<object> {
    const scenario = scenarioOfSend();
    await pause(scenario.upload === 'slow' ? settings.hangMs : settings.uploadMs);
    if (scenario.upload === 'fails') throw new Error('media-fault: upload failed');
    const path = `/practice/${randomId()}`;
    return {
      mediaEntry: {
        mmsUrl: `https://mmg.whatsapp.net${path}`,
        deprecatedMms3Url: `https://mmg.whatsapp.net${path}`,
        directPath: path,
        mediaKey: btoa(randomId()),
        mediaKeyTimestamp: Math.floor(Date.now() / 1_000),
        encFilehash: mediaObject.filehash,
        uploadHash: mediaObject.filehash,
      },
    };
  }

  function getOrCreateMediaObject(filehash: string): MediaObject {
    const object = objects.get(filehash) ?? new MediaObject(filehash);
    objects.set(filehash, object);
    return object;
  }

  return {
    WAWebMediaOpaqueData: Object.assign(OpaqueData, {
      createFromData: (blob: Blob, mimetype: string) => Promise.resolve(new OpaqueData(blob, mimetype)),
    }),
    WAWebPrepRawMedia: {
      prepRawMedia: (data: OpaqueData, options: PrepOptions) => ({
        waitForPrep: async () => {
          const prepared = await MediaData.of(data, options);
          return settings.mediaHasPrivateId ? Object.assign(prepared, { __x_id: undefined }) : prepared;
        },
      }),
    },
    WAWebMediaStorage: { getOrCreateMediaObject },
    WAWebMmsMediaTypes: {
      msgToMediaType: ({ type, isGif }: { readonly type: string; readonly isGif: boolean }) => (isGif ? 'gif' : type),
      castToV4: (type: string) => type,
    },
    WAWebMediaDataUtils: { shouldUseMediaCache: (type: string) => type !== 'document' },
    WAWebMediaInMemoryBlobCache: {
      InMemoryMediaBlobCache: { put: (filehash: string, data: unknown) => cache.set(filehash, data) },
    },
    WAWebMediaMmsV4Upload: { uploadMedia },
  };
}
