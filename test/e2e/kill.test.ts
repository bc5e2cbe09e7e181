import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { phases } from '../faults/kill/phases.ts';
import { KillRig } from '../faults/kill/run-kills.ts';
import { onWholeBrowser } from '../host/whole-browser.ts';

onWholeBrowser();

describe('killed with SIGKILL and started again over the same data, the app sends nothing twice and says nothing false', () => {
  let rig: KillRig | undefined;
  beforeAll(async () => {
    rig = await KillRig.open();
  });
  afterAll(() => rig?.close());

  it.each(phases.filter(({ isLong }) => !isLong))('$name', async (phase) => {
    expect(await rig?.kill(phase)).toEqual([]);
  });
});
