import { fireEvent } from '@testing-library/react';
import type { Channel, ListReport } from '../../../domain/contract.ts';
import type { CampaignStep } from '../../../renderer/store/route.ts';
import type { FakeOptions } from './fake-api.ts';
import { campaignDetail, campaignSummary, listReport } from './fixtures.ts';
import { openApp } from './open-app.tsx';

export const draft = campaignSummary({ id: 2, state: 'draft', account: null, startedAtMs: null });

/** A main process that keeps one draft, as the real one does. */
export async function openDraft(
  step: CampaignStep,
  change: Parameters<typeof campaignDetail>[1],
  more: FakeOptions['handlers'] = {},
  options: FakeOptions = {},
) {
  let detail = campaignDetail(draft, change);
  const handlers: FakeOptions['handlers'] = {
    'campaign:get': () => detail,
    'campaign:update': ({ id: _id, repeat: _repeat, ...patch }) => {
      detail = { ...detail, ...(patch as Partial<typeof detail>) };
      return detail;
    },
    'list:import': () => {
      detail = { ...detail, list: listReport() };
      return detail.list as ListReport;
    },
    ...more,
  };
  const fake = await openApp(
    { ...options, rows: 0, overview: { campaigns: [draft], ...options.overview }, handlers },
    { screen: 'campaign', id: draft.id, step },
  );
  const inputs = (name: Channel) => fake.calls.filter((call) => call.name === name).map((call) => call.input);
  return { ...fake, inputs, detail: () => detail };
}

export const chooseFile = (file: File) =>
  fireEvent.change(document.querySelector('input[type=file]') as HTMLInputElement, { target: { files: [file] } });
