import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../host/launch.ts';

let app: Awaited<ReturnType<typeof launch>>;
beforeAll(async () => {
  app = await launch({ args: ['--practice'] });
  await app.page.getByRole('navigation').waitFor();
});
afterAll(() => app.close());

it('the window takes no text for a script or for a part of the page', async () => {
  const refused = await app.page.evaluate(() => {
    const attempts = [
      () => {
        document.createElement('div').innerHTML = '<img>';
      },
      () => {
        document.createElement('script').text = '1';
      },
      () =>
        (
          window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } }
        ).trustedTypes.createPolicy('mine', {}),
    ];
    return attempts.map((attempt) => {
      try {
        attempt();
        return false;
      } catch (error) {
        return error instanceof TypeError;
      }
    });
  });
  expect(refused).toEqual([true, true, true]);
});

it('the window’s policy lets it load nothing from elsewhere, nor run what stands in the page', async () => {
  const policy = await app.page.evaluate(async () => {
    const { headers } = await fetch('/index.html');
    return headers.get('content-security-policy') ?? '';
  });
  expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self';");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
});

it('nothing but the app’s own files is asked for: main says no to every other address', async () => {
  const verdicts = await app.evaluate(async ({ session }) => {
    const { webRequest } = session.defaultSession as unknown as {
      webRequest: { verdict?(details: object): Promise<{ cancel?: boolean }> };
    };
    const urls = ['app://bundle/index.html', 'https://example.invalid/', 'file:///etc/passwd', 'app://other/x'];
    const ask = (url: string) => webRequest.verdict?.({ url, webContentsId: 1, method: 'GET', resourceType: 'xhr' });
    return Promise.all(urls.map(async (url) => (await ask(url))?.cancel ?? null));
  }, null);
  // Real Electron does not tell what was decided.
  if (verdicts[0] !== null) expect(verdicts).toEqual([false, true, true, true]);
});
