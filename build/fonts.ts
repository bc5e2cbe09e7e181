import { join } from 'node:path';

/**
 * The environment with which tests, the demo and pictures start a Chromium, so that every machine draws the same fonts.
 * Chromium reads it on Linux only. An app that a person starts keeps the system's fonts.
 */
export const fontEnvironment = { FONTCONFIG_FILE: join(import.meta.dirname, 'fonts.conf') };
