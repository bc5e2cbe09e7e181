import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../domain/contract.ts';
import type { Language } from '../../domain/settings.ts';
import { type Launched, launch } from '../host/launch.ts';
import { until } from '../support/until.ts';

const root = resolve(import.meta.dirname, '../..');

/** On a system in Arabic, whose desktop never says that a window is ready to be shown. */
let app: Launched;
beforeAll(async () => {
  app = await launch({ root, args: ['--practice', '--lang=ar-EG'], env: { HOST_WAYLAND: '1' } });
  await app.page.getByRole('navigation').waitFor();
});
afterAll(() => app?.close());

const html = () =>
  app.page.evaluate(() => ({ lang: document.documentElement.lang, dir: document.documentElement.dir }));
const menuLabels = () =>
  app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [], null);
const choose = (language: Language) =>
  app.page.evaluate(
    (chosen) => (window as unknown as { sendonce: Api }).sendonce.commands['settings:set']({ language: chosen }),
    language,
  );

it('the window is shown although the desktop never says that it is ready to be, as on Wayland', async () => {
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible(), null);
  expect(await until(isVisible)).toBe(true);
});

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
  // Real Electron does not report what was decided.
  if (verdicts[0] !== null) expect(verdicts).toEqual([false, true, true, true]);
});

describe('the language', () => {
  it('is the system’s at the first start, in the window and in the menu', async () => {
    await app.page.getByRole('button', { name: 'حملة جديدة' }).first().waitFor();
    await expect.poll(html).toEqual({ lang: 'ar', dir: 'rtl' });
    expect(await menuLabels()).toContain('تحرير');
  });

  it('is the one that the operator chooses from then on, at once and after a restart of the window', async () => {
    await app.page.getByRole('navigation').getByRole('button', { name: 'الإعدادات' }).click();
    await app.page.getByRole('combobox', { name: 'اللغة' }).click();
    await app.page.getByRole('option', { name: 'Português (Brasil)' }).click();
    await app.page.getByRole('heading', { level: 1, name: 'Configurações' }).waitFor();
    await expect.poll(html).toEqual({ lang: 'pt-BR', dir: 'ltr' });
    await until(async () => (await menuLabels()).includes('Editar'));
    await choose('es');
    await app.page.reload();
    await app.page.getByRole('button', { name: 'Nueva campaña' }).first().waitFor();
    await expect.poll(html).toEqual({ lang: 'es', dir: 'ltr' });
  });
});
