import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../domain/contract.ts';
import type { Language } from '../../domain/settings.ts';
import { type Launched, launch } from '../host/launch.ts';
import { until } from '../support/until.ts';

const root = resolve(import.meta.dirname, '../..');

let app: Launched;
beforeAll(async () => {
  app = await launch({ root, args: ['--practice', '--lang=ar-EG'] });
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
