import { afterAll, beforeAll, vi } from 'vitest';

/**
 * These tests run on the browser that people have. Chromium's headless shell locks no profile, which a kill leaves behind,
 * and says among its brands that it has no window, which the check of WhatsApp's page tells.
 */
export function onWholeBrowser(): void {
  beforeAll(() => {
    vi.stubEnv('CHROMIUM_PATH', process.env.WHOLE_CHROMIUM_PATH);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });
}
