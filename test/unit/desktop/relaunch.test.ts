import { EventEmitter } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { relaunch } from '../../../electron/desktop/relaunch.ts';
import { temporaryFolder } from '../../support/temporary-database.ts';

let place: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  place = temporaryFolder();
});
afterEach(() => place.remove());

class RestartingApp extends EventEmitter {
  readonly did: unknown[] = [];
  relaunch = (options: unknown) => void this.did.push(options);
  releaseSingleInstanceLock = () => void this.did.push('lock released');
}

describe('a restart', () => {
  it('is Electron’s own where the program stays in its place', () => {
    const app = new RestartingApp();
    relaunch(app, ['--practice'], { env: {} });
    app.emit('quit');
    expect(app.did).toEqual([{ args: ['--practice'] }]);
  });

  it.runIf(process.platform === 'linux')(
    'of an AppImage starts its file when the app has quit and let go of its lock, unpacked where it was unpacked',
    async () => {
      const [appImage, told] = [join(place.folder, 'SendOnce.AppImage'), join(place.folder, 'told')];
      const script = `#!/bin/sh\necho "$* $APPIMAGE_EXTRACT_AND_RUN" > ${told}.part; mv ${told}.part ${told}\n`;
      writeFileSync(appImage, script, { mode: 0o755 });
      const app = new RestartingApp();
      const env = { ...process.env, APPIMAGE: appImage, APPDIR: '/tmp/appimage_extracted_0123' };
      relaunch(app, ['--practice', '--lang=ar'], { env });
      expect(app.did).toEqual([]);
      expect(existsSync(told)).toBe(false);
      app.emit('quit');
      expect(app.did).toEqual(['lock released']);
      await expect.poll(() => existsSync(told)).toBe(true);
      expect(readFileSync(told, 'utf8')).toBe('--practice --lang=ar 1\n');
    },
  );
});
