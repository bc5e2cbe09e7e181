import { join } from 'node:path';

/**
 * What makes every machine draw alike: the environment of whatever starts a Chromium for a test, the demo or a picture.
 * Chromium reads it on Linux only. What a person starts keeps the system's fonts.
 */
export const fontEnvironment = { FONTCONFIG_FILE: join(import.meta.dirname, 'fonts.conf') };
