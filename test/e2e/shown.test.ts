import { expect, it } from 'vitest';
import { launch } from '../host/launch.ts';
import { until } from '../support/until.ts';

it('the window is shown although the desktop never says that it is ready to be, as on Wayland', async () => {
  const app = await launch({ args: ['--practice'], env: { HOST_WAYLAND: '1' } });
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible(), null);
  await app.page.getByRole('navigation').waitFor();
  expect(await until(isVisible)).toBe(true);
  await app.close();
});
