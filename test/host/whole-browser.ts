import { afterAll, beforeAll, vi } from 'vitest';

/**
 * Makes these tests run in the whole browser that people have. Chromium's headless shell does not lock its profile, so
 * a kill leaves no lock behind; and its brands name it as headless, which the check of WhatsApp's page reports.
 */
export function onWholeBrowser(): void {
  beforeAll(() => {
    vi.stubEnv('CHROMIUM_PATH', process.env.WHOLE_CHROMIUM_PATH);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });
}
