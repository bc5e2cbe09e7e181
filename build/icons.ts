// node build/icons.ts: draws icon.svg in every size and form that the installers want, and tray.svg for a Mac's menu
// bar, and keeps the results beside them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from './chromium.ts';

const folder = import.meta.dirname;
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
/** Pixels of the icon in a Mac's menu bar, for normal and double density. macOS knows a template image by its name. */
const macTraySizes = { 'trayTemplate.png': 18, 'trayTemplate@2x.png': 36 } as const;
const windowsSizes = [16, 24, 32, 48, 64, 128, 256];
/** Apple's type names for PNG entries, with the pixels of each. */
const appleTypes: Record<string, number> = {
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic10: 1024,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512,
};

type Drawings = ReadonlyMap<number, Buffer>;

async function draw(picture: string, sizes: Iterable<number>): Promise<Drawings> {
  const isRoot = process.getuid?.() === 0;
  const browser = await chromium.launch({ executablePath: await ensureChromium(), chromiumSandbox: !isRoot });
  const source = readFileSync(join(folder, picture)).toString('base64');
  const drawings = new Map<number, Buffer>();
  for (const size of sizes) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<body style="margin:0"><img src="data:image/svg+xml;base64,${source}" style="display:block;width:100vw;height:100vh">`,
    );
    drawings.set(size, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
  await browser.close();
  return drawings;
}

function drawing(drawings: Drawings, size: number): Buffer {
  const png = drawings.get(size);
  if (!png) throw new Error(`no drawing of ${size} pixels`);
  return png;
}

/** Windows: a header, a directory entry of 16 bytes for each size, then the PNGs. */
function windowsIcon(drawings: Drawings): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2); // An icon, not a cursor.
  header.writeUInt16LE(windowsSizes.length, 4);
  let offset = header.length + 16 * windowsSizes.length;
  const entries = windowsSizes.map((size) => {
    const png = drawing(drawings, size);
    const entry = Buffer.alloc(16);
    entry.writeUInt8(size % 256, 0); // 256 pixels are written as 0.
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4); // Colour planes.
    entry.writeUInt16LE(32, 6); // Bits for each pixel.
    entry.writeUInt32LE(png.length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += png.length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...windowsSizes.map((size) => drawing(drawings, size))]);
}

/** macOS: four letters and the total length, then for each drawing its type, length and PNG. */
function appleIcon(drawings: Drawings): Buffer {
  const block = (type: string, content: Buffer) => {
    const header = Buffer.alloc(8);
    header.write(type, 'latin1');
    header.writeUInt32BE(header.length + content.length, 4);
    return Buffer.concat([header, content]);
  };
  const blocks = Object.entries(appleTypes).map(([type, size]) => block(type, drawing(drawings, size)));
  return block('icns', Buffer.concat(blocks));
}

const drawings = await draw('icon.svg', new Set([...linuxSizes, ...windowsSizes, ...Object.values(appleTypes)]));
mkdirSync(join(folder, 'icons'), { recursive: true });
for (const size of linuxSizes) writeFileSync(join(folder, `icons/${size}x${size}.png`), drawing(drawings, size));
writeFileSync(join(folder, 'icon.ico'), windowsIcon(drawings));
writeFileSync(join(folder, 'icon.icns'), appleIcon(drawings));
const trayDrawings = await draw('tray.svg', Object.values(macTraySizes));
for (const [name, size] of Object.entries(macTraySizes))
  writeFileSync(join(folder, 'icons', name), drawing(trayDrawings, size));
