import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imageDirectory } from '../../../electron/files/exif.ts';
import { withoutPlace } from '../../../electron/files/without-place.ts';
import { smallJpeg, smallPng } from '../../support/pictures.ts';
import * as made from '../../support/placed-pictures.ts';

const text = (bytes: Buffer) => bytes.toString('latin1');
const order = fc.constantFrom<made.Order>('II', 'MM');
const orientation = fc.integer({ min: 1, max: 8 });
const camera = fc
  .tuple(orientation, order, fc.boolean())
  .map(([way, how, isFirst]) =>
    made.exif(isFirst ? [made.place, made.turned(way)] : [made.turned(way), made.place], how),
  );
const harmless = fc.constantFrom(
  made.jpegSegment(0xe0, 'JFIF\0'),
  made.jpegSegment(0xe2, 'ICC_PROFILE\0colours'),
  made.jpegSegment(0xfe, 'a comment'),
);

describe('a JPEG', () => {
  it('loses its place, and keeps what it shows, its colours and which way up it is', () => {
    fc.assert(
      fc.property(fc.array(harmless), orientation, order, fc.boolean(), (segments, way, how, isBehind) => {
        const camera = made.exifSegment(made.exif([made.turned(way), made.place], how));
        const xmp = made.jpegSegment(0xe1, 'http://ns.adobe.com/xap/1.0/\0<exif:GPSLatitude>51</exif:GPSLatitude>');
        const second = isBehind ? made.jpegWith([camera]) : Buffer.alloc(0);
        const picture = made.jpegWith([...segments, camera, xmp, made.jpegSegment(0xe2, 'MPF\0')], second);
        const sent = withoutPlace(picture, 'image/jpeg');
        expect(text(sent)).not.toMatch(/GPS|MPF/);
        const upright = imageDirectory(made.exif([made.turned(way)]))?.orientation;
        expect(sent).toEqual(made.jpegWith([...segments, ...(upright ? [made.exifSegment(upright)] : [])]));
        expect(withoutPlace(sent, 'image/jpeg')).toBe(sent);
      }),
    );
  });

  it('that says no place is sent as it was chosen', () => {
    const plain = made.jpegWith([made.exifSegment(made.exif([made.turned(6)], 'II', 'nothing'))]);
    for (const picture of [smallJpeg, plain]) expect(withoutPlace(picture, 'image/jpeg')).toBe(picture);
  });

  it('loses it where only words say it', () => {
    const iptc = made.jpegSegment(0xed, 'Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x09\x1c\x02\x5a\0\x04Bath');
    const xmp = made.jpegSegment(0xe1, 'http://ns.adobe.com/xap/1.0/\0photoshop:City="Bath"');
    for (const words of [iptc, xmp]) expect(withoutPlace(made.jpegWith([words]), 'image/jpeg')).toEqual(smallJpeg);
  });

  it('whose camera cannot be understood may say it, so that is taken out', () => {
    const broken = made.exifSegment(made.exif([made.place]).subarray(0, 12));
    expect(withoutPlace(made.jpegWith([broken]), 'image/jpeg')).toEqual(smallJpeg);
  });
});

describe('a PNG', () => {
  it('loses its place and keeps every other chunk and which way up it is', () => {
    fc.assert(
      fc.property(camera, (content) => {
        const sent = withoutPlace(made.pngWith('eXIf', content), 'image/png');
        const upright = imageDirectory(content)?.orientation;
        expect(sent).toEqual(upright ? made.pngWith('eXIf', upright) : smallPng);
      }),
    );
    const words = Buffer.from('XML:com.adobe.xmp\0\0\0\0\0<exif:GPSLatitude>', 'latin1');
    expect(withoutPlace(made.pngWith('iTXt', words), 'image/png')).toEqual(smallPng);
    expect(withoutPlace(smallPng, 'image/png')).toBe(smallPng);
  });
});

describe('a WebP', () => {
  const head = (flags: number) => made.webpChunk('VP8X', Buffer.from([flags, 0, 0, 0, 1, 0, 0, 1, 0, 0]));
  const shown = made.webpChunk('VP8L', Buffer.from('what it shows'));

  it('loses its place, and says of its other chunks what is true', () => {
    fc.assert(
      fc.property(camera, fc.boolean(), (content, isNamed) => {
        const exif = isNamed ? Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), content]) : content;
        const xmp = made.webpChunk('XMP ', Buffer.from('GPSLatitude'));
        const sent = withoutPlace(made.webpOf([head(0x3c), shown, made.webpChunk('EXIF', exif), xmp]), 'image/webp');
        const upright = imageDirectory(content)?.orientation;
        const expected = upright ? [head(0x38), shown, made.webpChunk('EXIF', upright)] : [head(0x30), shown];
        expect(sent).toEqual(made.webpOf(expected));
      }),
    );
  });

  it('that says no place is sent as it was chosen', () => {
    const plain = made.webpOf([head(0), shown]);
    expect(withoutPlace(plain, 'image/webp')).toBe(plain);
  });
});

it('bytes of any kind are taken, and what is no picture stays as it is', () => {
  const types = fc.constantFrom('image/jpeg', 'image/png', 'image/webp', 'application/pdf');
  const start = fc.constantFrom(
    smallJpeg,
    smallPng,
    made.webpOf([]),
    made.jpegWith([made.exifSegment(made.exif([made.place]))]),
  );
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 60 }), fc.nat(), types, (picture, noise, at, type) => {
      const cut = at % (picture.length + 1);
      const bytes = Buffer.concat([picture.subarray(0, cut), noise, picture.subarray(cut)]);
      expect(withoutPlace(bytes, type).length).toBeLessThanOrEqual(bytes.length + 40);
      if (type === 'application/pdf') expect(withoutPlace(bytes, type)).toBe(bytes);
    }),
    { numRuns: 2_000 },
  );
});
